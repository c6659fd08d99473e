using Olympus.Kernel.Http;

namespace Olympus.Platform;

public static class PlatformRefusals
{
    public static readonly Refusal SlugTaken = new(409, "platform.slug_taken", "This short name is taken; choose another.");
}
