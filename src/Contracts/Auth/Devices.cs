namespace Olympus.Contracts.Auth;

/// <summary>Names device ids: tills, on which people sign in with a PIN.</summary>
public sealed class Device
{
    private Device() { }
}

/// <summary>Names passkey ids.</summary>
public sealed class Passkey
{
    private Passkey() { }
}

/// <summary>Names approval ids: somebody let somebody else do one thing once.</summary>
public sealed class Approval
{
    private Approval() { }
}
