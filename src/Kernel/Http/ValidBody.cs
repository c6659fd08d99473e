using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Olympus.Kernel.Http;

public static class ValidBodyExtensions
{
    /// <summary>Checks the shape of the body of type <typeparamref name="TRequest"/> by <typeparamref name="TRules"/> before the handler runs;
    /// 400 <c>request.invalid</c> with one entry in <c>errors</c> for each finding.</summary>
    public static RouteHandlerBuilder ValidBody<TRequest, TRules>(this RouteHandlerBuilder route)
        where TRequest : class
        where TRules : AbstractValidator<TRequest>, new()
    {
        var rules = new Lazy<TRules>(() => new TRules());
        return route.AddEndpointFilter((context, next) =>
        {
            foreach (var argument in context.Arguments)
                if (argument is TRequest body)
                    Demand(rules.Value.Validate(body));
            return next(context);
        });
    }

    /// <summary>The same check outside a route (items of a bulk request, command line).</summary>
    public static void Demand(ValidationResult result)
    {
        if (!result.IsValid)
            throw Invalid(Errors(result)).AsException();
    }

    public static FieldError[] Errors(ValidationResult result) =>
        [.. result.Errors.Select(error => new FieldError(Pointer(error.PropertyName), Code(error.ErrorCode), error.ErrorMessage))];

    public static Refusal Invalid(params FieldError[] errors) =>
        new Refusal(400, "request.invalid", "The request is not valid; see errors.").With("errors", errors);

    private static string Code(string errorCode) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(errorCode.Replace("Validator", "", StringComparison.Ordinal));

    /// <summary><c>Lines[0].Quantity</c> → <c>/lines/0/quantity</c>.</summary>
    private static string Pointer(string property) => property.Length == 0
        ? ""
        : "/" + string.Join('/', property.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
