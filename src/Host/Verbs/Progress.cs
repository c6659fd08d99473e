using Olympus.Import.OnlineRetail;
using Spectre.Console;

namespace Olympus.Host.Verbs;

/// <summary>Shows how far long work is, on the error stream: bars with rate and time left on a terminal, a plain line now and then in a pipe.</summary>
internal static class Progress
{
    public static async Task<T> Show<T>(Func<IProgress<ImportProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return await work(new PlainLines(Console.Error, TimeProvider.System));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bars(context)));
    }

    /// <summary>On a terminal.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<ImportProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(ImportProgress value)
        {
            if (!_tasks.TryGetValue(value.Stage, out var task))
                _tasks[value.Stage] = task = context.AddTask(value.Stage, maxValue: Math.Max(value.Total, 1));
            task.Value = value.Total == 0 ? 1 : value.Done;
        }
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override Spectre.Console.Rendering.IRenderable Render(Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is { } speed ? $"{speed:N0}/s" : "").RightJustified();
    }

    /// <summary>In a pipe: the first and the last word of a stage, and one every five seconds in between.</summary>
    private sealed class PlainLines(TextWriter to, TimeProvider clock) : IProgress<ImportProgress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
        private string _stage = "";
        private long _started;
        private long _said;

        public void Report(ImportProgress value)
        {
            if (value.Stage != _stage)
                (_stage, _started, _said) = (value.Stage, clock.GetTimestamp(), clock.GetTimestamp());
            else if (value.Done < value.Total && clock.GetElapsedTime(_said) < Pause)
                return;
            _said = clock.GetTimestamp();
            var seconds = clock.GetElapsedTime(_started).TotalSeconds;
            var rate = seconds >= 0.5 ? value.Done / seconds : 0; // sooner it is noise
            var left = rate > 0 && value.Done < value.Total ? $", {(value.Total - value.Done) / rate:N0} s left" : "";
            to.WriteLine($"{value.Stage}: {value.Done:N0} of {value.Total:N0} {value.Unit}{(rate > 0 ? $", {rate:N0}/s" : "")}{left}");
        }
    }
}
