using System.Collections.Concurrent;
using System.Text;

namespace PersonEtl.Etl.Sources;

/// <summary>
/// Where records hold something else than their source's contract says, by code and path, counted. Names of properties come from outside:
/// of a path, 200 bytes are kept and what is no letter, digit, underscore, dot or hyphen is masked, so is every digit after the fifth; and of paths, 200.
/// Safe to write from several threads.
/// </summary>
internal sealed class ContractRemarks
{
    public const string Unknown = "unknown-property";
    public const string Missing = "missing-property";
    public const string Others = "others";
    public const int MostPaths = 200;
    private const int MostBytes = 200;
    private const int MostDigits = 5;
    private readonly ConcurrentDictionary<(string Code, string Path), long> counts = new();

    public IReadOnlyDictionary<(string Code, string Path), long> Counts => counts;

    public void Add(string code, string path, long records)
    {
        var key = (code, Masked(path));
        if (counts.Count >= MostPaths && !counts.ContainsKey(key)) key = (code, Others);
        counts.AddOrUpdate(key, records, (_, before) => before + records);
    }

    private static string Masked(string path)
    {
        var masked = new StringBuilder();
        var (bytes, digits) = (0, 0);
        foreach (var rune in path.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes) break;
            var isDigit = Rune.IsDigit(rune);
            if (isDigit) digits++;
            var shown = (!isDigit || digits <= MostDigits) && (Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '.' or '-' or '$');
            masked.Append(shown ? rune.ToString() : "*");
        }
        return masked.ToString();
    }
}
