using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Sources.Klass;

/// <summary>
/// Fetches KLASS as one full delivery: the codes of 131, 104, 1 and 103 from their first version into the future, what links them,
/// and their changes. The server answers 404 for a whole range when a version in it is not there in Norwegian, or two have no table of changes:
/// then the range is halved until what there is has come.
/// </summary>
internal sealed class KlassFetch(Landing landing, FetchOptions options, TimeProvider time)
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";

    private static readonly int[] Classifications = [GeographyBuilder.Municipalities, GeographyBuilder.Counties, GeographyBuilder.Units, GeographyBuilder.Districts];

    private static readonly (int Source, int Target)[] Links =
        [(GeographyBuilder.Municipalities, GeographyBuilder.Counties), (GeographyBuilder.Units, GeographyBuilder.Districts)];

    /// <exception cref="BadInputException">The server refused, gave no whole answer in time, or its answers can't be used; nothing was landed.</exception>
    public async Task<FetchResult> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asOf = Instant.From(now).NorwegianDate();
        using var fetch = new Fetch(SourceName.Klass, landing, options.Limits, time);
        var starts = new Dictionary<int, DateOnly[]>();
        foreach (var classification in Classifications)
        {
            var versions = starts[classification] = await VersionsAsync(fetch, classification, cancellationToken);
            await SpansAsync(versions, s => AnswerAsync(fetch, KlassTable.Codes, classification, null, s, cancellationToken));
            await SpansAsync(Pairs(versions), s => AnswerAsync(fetch, KlassTable.Changes, classification, null, s, cancellationToken));
        }
        foreach (var (source, target) in Links)
        {
            // there is nothing to link before both have begun
            var begin = starts[source][0] > starts[target][0] ? starts[source][0] : starts[target][0];
            DateOnly[] cuts = [.. starts[source].Concat(starts[target]).Where(d => d >= begin).Distinct().Order()];
            var missing = await SpansAsync(Neighbours(cuts), s => AnswerAsync(fetch, KlassTable.Corresponds, source, target, s, cancellationToken));
            // a server without a table for a time may still have one for a day of it; only what holds from the as-of date on is worth asking
            foreach (var span in missing.Where(s => s.To is not { } to || to > asOf)) await AnswerAsync(fetch, KlassTable.CorrespondsAt, source, target, span, cancellationToken);
        }
        await KlassProof.RequireAsync(fetch.Gathered, fetch.Last, asOf, cancellationToken);
        return await fetch.LandAsync(now, cancellationToken);
    }

    /// <summary>The days on which the versions of a classification began or will begin, oldest first.</summary>
    private async Task<DateOnly[]> VersionsAsync(Fetch fetch, int classification, CancellationToken cancellationToken)
    {
        var address = Address($"classifications/{classification}?includeFuture=true");
        var begins = new List<DateOnly>();
        var found = await fetch.GetAsync(address, Json, _ => "", (path, _) => ReadVersions(path, begins), cancellationToken);
        if (!found) throw fetch.Refused(address, "status 404");
        var from = options.From ?? DateOnly.MinValue;
        DateOnly[] all = [.. begins.Select(b => b > from ? b : from).Distinct().Order()];
        // a version that ended before the day asked for counts as beginning there, which costs nothing
        return all.Length > 0 ? all : throw new BadInputException("klass-incomplete", $"klass: expected versions of classification {classification}, found none. Nothing was landed.");
    }

    private static bool ReadVersions(string path, List<DateOnly> begins)
    {
        begins.Clear();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var version in document.RootElement.GetProperty("versions").EnumerateArray())
            {
                if (version.TryGetProperty("validFrom", out var day) && DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var begin)) begins.Add(begin);
            }
            return false;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BadInputException("json-broken", "klass: expected a classification with its versions as JSON, found something else.", e);
        }
    }

    /// <summary>Gets one answer; false when the server has none for this time. An answer without rows is left out.</summary>
    private Task<bool> AnswerAsync(Fetch fetch, KlassTable table, int classification, int? target, Span span, CancellationToken cancellationToken)
    {
        var verb = JsonNamingPolicy.CamelCase.ConvertName($"{table}");
        var from = $"{span.From:yyyy-MM-dd}";
        var to = span.To is { } end ? $"{end:yyyy-MM-dd}" : null;
        var (asked, named) = table == KlassTable.CorrespondsAt ? ($"date={from}", from)
            : to is null ? ($"from={from}", $"{from}_open")
            : ($"from={from}&to={to}", $"{from}_{to}");
        var (query, name) = target is null ? (asked, $"{classification}_{verb}_{named}") : ($"targetClassificationId={target}&{asked}", $"{classification}_{verb}_{target}_{named}");
        return fetch.GetAsync(
            Address($"classifications/{classification}/{verb}?{query}&includeFuture=true"), Json, type => name + Extension(type),
            (path, type) =>
            {
                var bytes = File.ReadAllBytes(path);
                var place = "klass/fetched/" + name + Extension(type);
                var reading = new SourceReading(SourceName.Klass);
                return (type == Csv ? KlassCsv.Read(bytes, table, reading, place) : KlassJson.Read(bytes, table, reading, place)).Count > 0;
            },
            cancellationToken);
    }

    /// <summary>Asks for all spans at once, and for halves where there is no answer; gives the single spans that have none.</summary>
    private static async Task<IReadOnlyList<Span>> SpansAsync(IReadOnlyList<Span> spans, Func<Span, Task<bool>> ask)
    {
        if (spans.Count == 0 || await ask(new(spans[0].From, spans[^1].To))) return [];
        if (spans.Count == 1) return spans;
        var middle = spans.Count / 2;
        return [.. await SpansAsync([.. spans.Take(middle)], ask), .. await SpansAsync([.. spans.Skip(middle)], ask)];
    }

    private static Task<IReadOnlyList<Span>> SpansAsync(DateOnly[] starts, Func<Span, Task<bool>> ask) => SpansAsync(Neighbours(starts), ask);

    /// <summary>From each day to before the next; the last is open.</summary>
    private static IReadOnlyList<Span> Neighbours(DateOnly[] starts) => [.. starts.Select((s, i) => new Span(s, i + 1 < starts.Length ? starts[i + 1] : null))];

    /// <summary>From each version's day to the end of the next one's first day: a change belongs to two versions, and both must be in the range.</summary>
    private static IReadOnlyList<Span> Pairs(DateOnly[] starts) => [.. starts.Skip(1).Select((s, i) => new Span(starts[i], i + 2 < starts.Length ? s.AddDays(1) : null))];

    private static string Extension(string? type) => type == Csv ? ".csv" : ".json";

    private Uri Address(FormattableString rest) => new(options.Klass, rest.ToString(CultureInfo.InvariantCulture));

    private readonly record struct Span(DateOnly From, DateOnly? To);
}
