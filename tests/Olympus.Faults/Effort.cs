namespace Olympus.Faults;

/// <summary>How often something is made to fail: a few times on every change, and with <c>OLYMPUS_TEST_EFFORT=full</c> as often as the product promises it.</summary>
internal static class Effort
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("OLYMPUS_TEST_EFFORT") == "full";

    public static int Of(int usual, int full) => IsFull ? full : usual;
}
