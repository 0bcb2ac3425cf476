using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.World;

/// <summary>What FREG and KRR have told of everybody after some deliveries, read without the program's own readers.</summary>
internal sealed partial class LivedRegister
{
    private readonly Dictionary<string, string> documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> contacts = new(StringComparer.Ordinal);

    /// <summary>Documents by the number in use, without those of numbers that are another's by now.</summary>
    public SortedDictionary<string, string> Documents
    {
        get
        {
            var merged = documents.SelectMany(d => Numbers(d.Value).Where(n => !string.Equals(n, d.Key, StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal);
            return new(documents.Where(d => !merged.Contains(d.Key)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        }
    }

    public SortedDictionary<string, string> Contacts => new(contacts, StringComparer.Ordinal);

    public static JsonObject Person(string document) => JsonNode.Parse(document)!["folkeregisterperson"]!.AsObject();

    /// <summary>All numbers of a document: the one it begins with first, for it may be unreadable below.</summary>
    public static IReadOnlyList<string> Numbers(string document)
        => [.. Person(document)["identifikasjonsnummer"]!.AsArray().Select(n => (string)n!["foedselsEllerDNummer"]!).Where(n => n.Length == 11).Prepend(Key(document)).Distinct(StringComparer.Ordinal)];

    public static string Key(string document) => NumberInUse().Match(document).Groups[1].Value;

    /// <summary>The documents of a delivery.</summary>
    public static IReadOnlyList<string> Lines(Delivery delivery) => [.. Texts(delivery).SelectMany(t => t.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Where(l => !l.Contains("\"feilmelding\"", StringComparison.Ordinal))];

    public void Take(IEnumerable<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            if (delivery.Manifest.Source == SourceName.Freg) TakeFreg(Lines(delivery));
            if (delivery.Manifest.Source == SourceName.Krr) TakeKrr(delivery);
        }
    }

    private void TakeFreg(IReadOnlyList<string> lines)
    {
        foreach (var number in lines.SelectMany(Numbers)) documents.Remove(number);
        foreach (var line in lines) documents[Key(line)] = line;
    }

    private void TakeKrr(Delivery delivery)
    {
        foreach (var text in Texts(delivery))
        {
            var root = text.StartsWith("{\"list\"", StringComparison.Ordinal) || text.StartsWith("{\"personer\"", StringComparison.Ordinal) ? JsonNode.Parse(text)!.AsObject() : null;
            var records = (root?["list"] ?? root?["personer"])?.AsArray().Select(r => r!.ToJsonString()) ?? text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (var record in records) contacts[(string)JsonNode.Parse(record)!["personidentifikator"]!] = record;
        }
    }

    private static IEnumerable<string> Texts(Delivery delivery)
    {
        foreach (var file in delivery.Manifest.Files)
        {
            using Stream stream = File.OpenRead(delivery.PathOf(file));
            using var reader = new StreamReader(file.Name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
            yield return reader.ReadToEnd();
        }
    }

    [GeneratedRegex("^\\{\"foedselsEllerDNummer\":\"(\\d{11})\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberInUse();
}
