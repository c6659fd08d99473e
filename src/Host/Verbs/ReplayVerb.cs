using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Host.Verbs;

/// <summary>Computes a projection anew from the log, while the server goes on serving the old numbers.</summary>
internal static class ReplayVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The projection; --list names them.", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<bool>("--list") { Description = "Name the projections." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        return new Command("replay", "Rebuild a projection from the event log.") { name, list, json }.Runs(async (parsed, ct) =>
        {
            await using var program = await OlympusProgram.Open(ct);
            var projections = program.Services.GetServices<IProjection>().ToList();
            if (parsed.GetValue(list) || parsed.GetValue(name) is null)
            {
                var names = projections.ConvertAll(projection => projection.Name);
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(names, WireJson.Options) : string.Join('\n', names));
                return parsed.GetValue(list) ? 0 : 2;
            }

            var projection = projections.Find(p => p.Name == parsed.GetValue(name))
                ?? throw new Refusal(404, "events.projection_unknown", $"There is no projection '{parsed.GetValue(name)}'; replay --list names them.").AsException();
            var watch = Stopwatch.StartNew();
            var events = await program.Get<ProjectionRunner>().Replay(projection, null, ct);
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { projection = projection.Name, events, seconds = watch.Elapsed.TotalSeconds }, WireJson.Options)
                : $"{projection.Name}: {events} events in {watch.Elapsed.TotalSeconds:0.0} s");
            return 0;
        });
    }
}
