namespace Olympus.JsonRpc;

/// <summary>A message in two parts, of which many peers share the second.</summary>
public readonly record struct RpcFrame(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail = default)
{
    public int Length => Head.Length + Tail.Length;
}
