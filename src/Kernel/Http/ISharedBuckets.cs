using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Http;

/// <summary>Token buckets that all processes have in common.</summary>
public interface ISharedBuckets
{
    /// <summary>Takes from the bucket, or nothing when there is not enough; null when the buckets cannot be reached now.</summary>
    /// <param name="tenant">Whose bucket; null for one of a place on the network.</param>
    /// <param name="key">Which of its buckets.</param>
    /// <param name="cost">What is taken, as the time that it takes to come back.</param>
    /// <param name="whole">What the bucket holds, as the time in which it fills.</param>
    ValueTask<SharedTake?> Take(Id<Tenant>? tenant, string key, TimeSpan cost, TimeSpan whole);
}

/// <param name="Missing">How long until the bucket is full, as it is afterwards.</param>
public readonly record struct SharedTake(bool Passes, TimeSpan Missing);
