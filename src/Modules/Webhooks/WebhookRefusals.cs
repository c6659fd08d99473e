using Olympus.Kernel.Http;

namespace Olympus.Webhooks;

public static class WebhookRefusals
{
    public static readonly Refusal TooMany = new(409, "webhooks.too_many_endpoints", "A tenant has at most 20 webhook endpoints.");

    public static readonly Refusal TooManySecrets = new(
        409, "webhooks.too_many_secrets", "Four secrets are in use already: wait until an old one expires, or rotate without overlap.");

    public static readonly Refusal Disabled = new(409, "webhooks.endpoint_disabled", "This endpoint is disabled; resume it first.");

    public static readonly Refusal NotStopped = new(409, "webhooks.endpoint_active", "This endpoint is neither paused nor disabled.");

    public static readonly Refusal ReplayTooLarge = new(
        422, "webhooks.replay_too_large", "More than 10000 events match: ask for a shorter time, or for fewer types.");

    /// <param name="reason"><c>form</c>, <c>scheme</c>, <c>host</c>, <c>port</c> or <c>address</c>.</param>
    public static Refusal Url(string reason) => new Refusal(400, "webhooks.url_refused", reason switch
    {
        "scheme" => "Webhooks go to https:// addresses.",
        "host" => "This host name cannot be one of the public internet; write names of other scripts as xn--.",
        "port" => "Webhooks go to the ports 443 and 8443.",
        "address" => "This host does not lead to public addresses alone.",
        _ => "This is not an absolute web address without user, password and fragment, of at most 2048 visible ASCII characters.",
    }).With("reason", reason);
}
