using Olympus.Kernel.Http;

namespace Olympus.Analytics.Experiments;

public static class ExperimentRefusals
{
    public static readonly Refusal NotDraft = new(409, "analytics.experiment_not_draft", "An experiment stays as it is once it was started.");

    public static readonly Refusal NotRunning = new(409, "analytics.experiment_not_running", "This experiment is not running.");

    public static Refusal MetricUnknown(string metric) =>
        new Refusal(422, "analytics.experiment_metric_unknown", "This experiment has no such metric.").With("metric", metric);

    public static Refusal VariantUnknown(string? variant) =>
        new Refusal(422, "analytics.experiment_variant_unknown", "Exposures of this experiment name one of its variants.").With("variant", variant);

    public static readonly Refusal VariantNotAsked =
        new(422, "analytics.experiment_variant_not_asked", "The variants of this experiment are assigned by hash: exposures name none.");
}
