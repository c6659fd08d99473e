using System.Globalization;
using CsvHelper;
using Olympus.Import.OnlineRetail;

namespace Olympus.Host.Verbs;

/// <summary>The lines that an import did not take, as a CSV that a person can read, mend and import again. Always written, so that an old one never
/// stands for a new run; readable by its owner alone, because it holds what customers bought.</summary>
internal sealed class RejectsFile : IAsyncDisposable
{
    private readonly CsvWriter _csv;

    public RejectsFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Delete(path);
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        _csv = new CsvWriter(new StreamWriter(file), CultureInfo.InvariantCulture);
        Row("line", "reason", "detail", "text");
    }

    public void Add(RejectedLine line) => Row(line.Line.ToString(CultureInfo.InvariantCulture), line.Reason, line.Detail, line.Text);

    private void Row(params string[] fields)
    {
        foreach (var field in fields)
            _csv.WriteField(field);
        _csv.NextRecord();
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}
