using FsCheck;
using FsCheck.Fluent;

namespace Olympus.Rules;

/// <summary>How property tests run: a counter-example fails the test, success says nothing.</summary>
internal static class Properties
{
    public static Config Quiet { get; } = Config.QuickThrowOnFailure.WithQuietOnSuccess(true);

    public static void Holds(this Property property) => property.Check(Quiet);
}
