using System.Diagnostics;
using System.Text;

namespace Olympus.Bench;

/// <summary>Something that the benchmark needs is not on this machine.</summary>
public sealed class MissingProgramException(string message) : Exception(message);

/// <summary>The other programs that a benchmark runs: the door, wrk, pgbench.</summary>
internal static class Programs
{
    public static async Task<string> Run(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        var output = new StringBuilder();
        var errors = new StringBuilder();
        process.OutputDataReceived += (_, line) => Take(output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // A database that stays behind keeps the pipes open: wait for the process, not for their end.
        while (!process.HasExited)
            await Task.Delay(20, ct);
        await Task.Delay(50, ct);
        return process.ExitCode == 0 ? Text(output) : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {Text(errors)}{Text(output)}");
    }

    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new MissingProgramException($"{start.FileName} is needed and not installed: apt-get install {(start.FileName == "pgbench" ? "postgresql-contrib" : start.FileName)}");
        }
    }

    private static void Take(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
