using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Analytics;

/// <summary>Names experiment ids.</summary>
public sealed class Experiment
{
    private Experiment() { }
}

/// <summary>Somebody described an experiment; nobody takes part yet.</summary>
public sealed record ExperimentCreated(Id<Experiment> ExperimentId, string Name) : IEvent
{
    public static string EventType => "analytics.experiment.created";
    public static string AggregateType => "experiment";
    Guid IEvent.AggregateId => ExperimentId.Value;
}

/// <summary>A draft was described anew.</summary>
public sealed record ExperimentChanged(Id<Experiment> ExperimentId, string Name) : IEvent
{
    public static string EventType => "analytics.experiment.changed";
    public static string AggregateType => "experiment";
    Guid IEvent.AggregateId => ExperimentId.Value;
}

/// <summary>From now on its units are assigned and counted; what it is stays as it is.</summary>
/// <param name="Variants">Their keys, the control first.</param>
public sealed record ExperimentStarted(Id<Experiment> ExperimentId, IReadOnlyList<string> Variants) : IEvent
{
    public static string EventType => "analytics.experiment.started";
    public static string AggregateType => "experiment";
    Guid IEvent.AggregateId => ExperimentId.Value;
}

/// <summary>Nothing more is counted.</summary>
public sealed record ExperimentStopped(Id<Experiment> ExperimentId, string Reason) : IEvent
{
    public static string EventType => "analytics.experiment.stopped";
    public static string AggregateType => "experiment";
    Guid IEvent.AggregateId => ExperimentId.Value;
}

/// <summary>So many units met a variant, or did something afterwards. Who they are stays out of the log.</summary>
public sealed record ExperimentObserved(
    Id<Experiment> ExperimentId, IReadOnlyList<VariantExposures> Exposures, IReadOnlyList<MetricObservations> Observations) : IEvent
{
    public static string EventType => "analytics.experiment.observed";
    public static string AggregateType => "experiment";
    Guid IEvent.AggregateId => ExperimentId.Value;
}

/// <param name="Units">That met it for the first time.</param>
public sealed record VariantExposures(string Variant, long Units);

/// <param name="Occurrences">How often it was observed.</param>
/// <param name="Total">The sum of the values.</param>
public sealed record MetricObservations(string Metric, long Occurrences, long Total);
