using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Validation;

/// <content>Section 5.8: variables.</content>
internal sealed partial class Validator
{
    private VariableDefinition[] _variables = [];

    /// <summary>Section 5.8.1, "Variable Uniqueness".</summary>
    private void UniqueVariableNames(OperationDefinition operation)
    {
        var variables = operation.Variables;
        for (var i = 1; i < variables.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (variables[i].Name.Value != variables[j].Name.Value)
                    continue;
                ReportGroups("UniqueVariableNames", "There can be only one variable named", variables.Select(each => each.Name));
                return;
            }
        }
    }

    /// <summary>Section 5.8.2, "Variables Are Input Types".</summary>
    private void VariableIsInputType(VariableDefinition variable, SchemaType? type)
    {
        if (type is { IsInput: false })
            Report("VariablesAreInputTypes", $"Variable \"${variable.Name}\" cannot be non-input type \"{variable.Type}\".", variable.Type.Start);
    }

    /// <summary>Sections 5.8.3 to 5.8.5, of an operation with all the fragments it reaches.</summary>
    private void CheckVariables(OperationDefinition operation, Part part)
    {
        var used = operation.Variables.Length == 0 ? [] : new bool[operation.Variables.Length];
        Check(part);
        Reach(part, Check);
        for (var i = 0; i < used.Length; i++)
        {
            if (!used[i])
                UnusedVariable(operation, operation.Variables[i]);
        }

        void Check(Part each)
        {
            for (var i = 0; i < each.Usages; i++)
            {
                var usage = _usages[each.FirstUsage + i];
                var known = -1;
                for (var v = 0; v < operation.Variables.Length; v++)
                {
                    if (operation.Variables[v].Name.Value != usage.Node.Name.Value)
                        continue;
                    known = v; // of two of one name, the last counts
                    used[v] = true;
                }

                if (known < 0)
                    UndefinedVariable(operation, usage);
                else
                    VariableInAllowedPosition(operation.Variables[known], usage);
            }
        }
    }

    /// <summary>Section 5.8.3, "All Variable Uses Defined".</summary>
    private void UndefinedVariable(OperationDefinition operation, Usage usage) => Report("NoUndefinedVariables",
        operation.Name is { } name
            ? $"Variable \"${usage.Node.Name}\" is not defined by operation \"{name}\"."
            : $"Variable \"${usage.Node.Name}\" is not defined.",
        usage.Node.Start, operation.Start);

    /// <summary>Section 5.8.4, "All Variables Used".</summary>
    private void UnusedVariable(OperationDefinition operation, VariableDefinition variable) => Report("NoUnusedVariables",
        operation.Name is { } name
            ? $"Variable \"${variable.Name}\" is never used in operation \"{name}\"."
            : $"Variable \"${variable.Name}\" is never used.",
        variable.Start);

    /// <summary>Section 5.8.5, "All Variable Usages Are Allowed".</summary>
    private void VariableInAllowedPosition(VariableDefinition variable, Usage usage)
    {
        if (usage.Type is null || _schema.TypeOf(variable.Type) is not { } type)
            return;
        if (usage.OneOf is { } input && type is not NonNullType)
        {
            Report("VariablesInAllowedPosition",
                $"Variable \"${variable.Name}\" is of type \"{type}\" but must be non-nullable to be used for OneOf Input Object \"{input}\".",
                variable.Start, usage.Node.Start);
        }

        var place = usage.Type;
        if (place is NonNullType nonNull && type is not NonNullType && (variable.Default is not (null or NullValue) || usage.HasDefault))
            place = nonNull.Inner;
        if (!Schema.IsSubtype(type, place))
        {
            Report("VariablesInAllowedPosition",
                $"Variable \"${variable.Name}\" of type \"{type}\" used in position expecting type \"{usage.Type}\".", variable.Start, usage.Node.Start);
        }
    }
}
