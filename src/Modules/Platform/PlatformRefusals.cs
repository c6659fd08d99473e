using Olympus.Kernel.Http;

namespace Olympus.Platform;

public static class PlatformRefusals
{
    public static readonly Refusal SlugTaken = new(409, "platform.slug_taken", "This short name is taken; choose another.");

    public static readonly Refusal EmailTaken = new(409, "platform.email_taken", "Somebody with this e-mail address is a user already.");
}
