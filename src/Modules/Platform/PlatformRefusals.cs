using Olympus.Kernel.Http;

namespace Olympus.Platform;

public static class PlatformRefusals
{
    public static readonly Refusal SlugTaken = new(409, "platform.slug_taken", "This short name is taken; choose another.");

    public static readonly Refusal EmailTaken = new(409, "platform.email_taken", "Somebody with this e-mail address is a user already.");

    public static readonly Refusal AlreadyInvited =
        new(409, "platform.already_invited", "Somebody with this e-mail address has an open invitation; revoke it to send another.");

    public static readonly Refusal InvitationClosed = new(409, "platform.invitation_closed", "This invitation was accepted or revoked already.");

    public static readonly Refusal LocationNameTaken = new(409, "platform.location_name_taken", "Another location has this name.");

    public static readonly Refusal LocationUnknown = new(409, "platform.location_unknown", "There is no such location.");

    public static readonly Refusal LastLocation = new(409, "platform.last_location", "A business needs one location in use.");

    public static readonly Refusal LastOwner = new(409, "platform.last_owner", "A business needs one owner who can sign in.");

    public static readonly Refusal Yourself = new(409, "platform.yourself", "You cannot disable yourself; ask another owner or admin.");

    public static readonly Refusal AboveYou =
        new(403, "platform.above_you", "Nobody can give, take or touch rights that they do not hold themselves.");
}
