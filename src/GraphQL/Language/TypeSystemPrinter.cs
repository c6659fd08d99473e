using static Olympus.GraphQL.Language.Printer;

namespace Olympus.GraphQL.Language;

/// <summary>Writes definitions of a type system. Section 3.</summary>
internal static class TypeSystemPrinter
{
    public static string Print(Node node) => node switch
    {
        SchemaDefinition schema => Whole(schema, Spaced("schema", Directives(schema.Directives), Block(schema.Roots.Select(Print)))),
        RootType root => $"{KeywordOf(root.Kind)}: {root.Type.Name}",
        ScalarDefinition scalar => Whole(scalar, Spaced("scalar", scalar.Name.Value, Directives(scalar.Directives))),
        FieldsDefinition type => Whole(type, Spaced(
            type.IsInterface ? "interface" : "type", type.Name.Value,
            Before("implements ", string.Join(" & ", type.Interfaces.Select(each => each.Name))), Directives(type.Directives), Block(type.Fields.Select(Print)))),
        FieldNode field => Described(field.Description,
            field.Name + Arguments(field.Arguments) + ": " + Printer.Print(field.Type) + Before(" ", Directives(field.Directives))),
        InputValueNode value => Described(value.Description, Spaced(
            $"{value.Name}: {Printer.Print(value.Type)}", Before("= ", value.Default), Directives(value.Directives))),
        UnionDefinition union => Whole(union, Spaced(
            "union", union.Name.Value, Directives(union.Directives), Before("= ", string.Join(" | ", union.Members.Select(each => each.Name))))),
        EnumDefinition type => Whole(type, Spaced("enum", type.Name.Value, Directives(type.Directives), Block(type.Values.Select(Print)))),
        EnumValueNode value => Described(value.Description, Spaced(value.Name.Value, Directives(value.Directives))),
        InputDefinition input => Whole(input, Spaced("input", input.Name.Value, Directives(input.Directives), Block(input.Fields.Select(Print)))),
        DirectiveDefinition directive => Whole(directive,
            $"directive @{directive.Name}{Arguments(directive.Arguments)}{(directive.IsRepeatable ? " repeatable" : "")} on "
            + string.Join(" | ", directive.Locations.Select(each => each.Value))),
        _ => throw new ArgumentException($"{node.GetType().Name} is no node of a document.", nameof(node)),
    };

    private static string Whole(TypeSystemDefinition definition, string text) =>
        Described(definition.Description, definition.Extends ? "extend " + text : text);

    /// <summary>Arguments stand on lines of their own as soon as one of them needs several.</summary>
    private static string Arguments(InputValueNode[] arguments)
    {
        if (arguments.Length == 0)
            return "";
        var texts = arguments.Select(Print).ToArray();
        return Array.Exists(texts, text => text.Contains('\n'))
            ? $"(\n{Indent(string.Join('\n', texts))}\n)"
            : $"({string.Join(", ", texts)})";
    }
}
