using System.Globalization;
using System.Text.Json;
using System.Web;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>
/// A small KLASS that answers as Statistics Norway's server does: <c>codes</c> and <c>corresponds</c> need every version of the range in Norwegian,
/// <c>changes</c> a table between each two of them, or the whole is 404. Three cities, one reform in 2024 and one to come in 2027.
/// </summary>
internal sealed class KlassRegister
{
    public const int Municipalities = 131;
    public const int Counties = 104;
    public const int Units = 1;
    public const int Districts = 103;

    private static readonly DateOnly Begin = new(2010, 1, 1);
    private static readonly DateOnly Reform = new(2024, 1, 1);
    private static readonly DateOnly ToCome = new(2027, 1, 1);

    public Dictionary<int, List<DateOnly>> Versions { get; } = new[] { Municipalities, Counties, Units, Districts }.ToDictionary(c => c, _ => new List<DateOnly> { Begin, Reform, ToCome });

    public Dictionary<int, List<Code>> Codes { get; } = new()
    {
        [Municipalities] =
        [
            new("0301", "Oslo", Begin, null), new("4601", "Bergen", Begin, ToCome), new("4699", "Nye Bergen", ToCome, null), new("5001", "Trondheim", Begin, Reform), new("5001", "Trondheim - Tråante", Reform, null),
            new("5402", "Harstad - Hárstták", Begin, Reform), new("5503", "Harstad - Hárstták", Reform, null),
        ],
        [Counties] = [new("03", "Oslo", Begin, null), new("46", "Vestland", Begin, null), new("50", "Trøndelag - Trööndelage", Begin, null), new("54", "Troms og Finnmark", Begin, Reform), new("55", "Troms - Romsa - Tromssa", Reform, null)],
        [Units] =
        [
            new("03010101", "Sentrum 1 - Rode 1", Begin, null), new("46010101", "Garnes", Begin, ToCome), new("46990101", "Garnes", ToCome, null), new("50015218", "MUNKVOLD", Begin, ToCome), new("50015218", "Munkvold", ToCome, null),
        ],
        [Districts] = [new("030104", "St. Hanshaugen", Begin, null), new("030116", "Sentrum", Begin, null), new("460101", "Arna", Begin, ToCome), new("469901", "Arna", ToCome, null), new("500101", "Midtbyen", Begin, null)],
    };

    public List<Link> Links { get; } =
    [
        new(Municipalities, "0301", "03", Begin, null), new(Municipalities, "4601", "46", Begin, ToCome), new(Municipalities, "4699", "46", ToCome, null), new(Municipalities, "5001", "50", Begin, null),
        new(Municipalities, "5402", "54", Begin, Reform), new(Municipalities, "5503", "55", Reform, null),
        new(Units, "03010101", "030116", Begin, null), new(Units, "46010101", "460101", Begin, ToCome), new(Units, "46990101", "469901", ToCome, null), new(Units, "50015218", "500101", Begin, null),
    ];

    public List<Change> Changes { get; } =
    [
        new(Municipalities, "5402", "5503", "Harstad - Hárstták", Reform), new(Municipalities, "5001", "5001", "Trondheim - Tråante", Reform), new(Municipalities, "4601", "4699", "Nye Bergen", ToCome),
        new(Units, "46010101", "46990101", "Garnes", ToCome), new(Units, "50015218", "50015218", "Munkvold", ToCome),
    ];

    /// <summary>Versions that are there, but not in Norwegian.</summary>
    public HashSet<(int Classification, DateOnly Version)> NotPublished { get; } = [];

    /// <summary>Versions without a table of changes from the one before.</summary>
    public HashSet<(int Classification, DateOnly Version)> WithoutChanges { get; } = [];

    /// <summary>Sources of which <c>corresponds</c> is always 404.</summary>
    public HashSet<int> WithoutRanges { get; } = [];

    public Reply Answer(Request request)
    {
        var address = new Uri("http://klass" + request.Path);
        var parts = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var query = HttpUtility.ParseQueryString(address.Query);
        if (parts is not ["classifications", var number, .. var verb] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !Versions.TryGetValue(id, out var versions)) return Reply.Of(404);
        var from = Day(query["from"] ?? query["date"]) ?? DateOnly.MinValue;
        var to = query["date"] is null ? Day(query["to"]) : from.AddDays(1);
        return verb switch
        {
            [] => Reply.Json(JsonSerializer.Serialize(new { name = "Standard", versions = versions.Select(v => new { name = "Versjon", id = 1, validFrom = Text(v) }) })),
            ["codes"] when Overlapping(id, from, to).Any(v => NotPublished.Contains((id, v))) => Reply.Of(404),
            ["codes"] => Items("codes", Codes[id].Where(c => Overlaps(c.From, c.To, from, to)).Select(c => new { code = c.Number, parentCode = (string?)null, level = id == Units ? "2" : "1", name = c.Name, validFrom = (string?)null, validTo = (string?)null, validFromInRequestedRange = Text(c.From > from ? c.From : from), validToInRequestedRange = Text(c.To < (to ?? DateOnly.MaxValue) ? c.To : to) })),
            ["corresponds"] when WithoutRanges.Contains(id) => Reply.Of(404),
            ["corresponds" or "correspondsAt"] => Items("correspondenceItems", Links.Where(l => l.Source == id && Overlaps(l.From, l.To, from, to)).Select(l => new { sourceCode = l.Code, sourceName = "", targetCode = l.Target, targetName = "", validFrom = verb[0] == "corresponds" ? Text(l.From > from ? l.From : from) : null, validTo = verb[0] == "corresponds" ? Text(l.To) : null })),
            ["changes"] when Overlapping(id, from, to).Skip(1).Any(v => WithoutChanges.Contains((id, v))) => Reply.Of(404),
            ["changes"] => Items("codeChanges", Changes.Where(c => c.Classification == id && Overlapping(id, from, to).Skip(1).Contains(c.On)).Select(c => new { oldCode = c.Old, oldName = "", newCode = c.New, newName = c.Name, changeOccurred = Text(c.On) })),
            _ => Reply.Of(404),
        };
    }

    private IEnumerable<DateOnly> Overlapping(int id, DateOnly from, DateOnly? to)
        => Versions[id].Where((v, i) => Overlaps(v, i + 1 < Versions[id].Count ? Versions[id][i + 1] : null, from, to));

    private static bool Overlaps(DateOnly begin, DateOnly? end, DateOnly from, DateOnly? to) => (to is null || begin < to) && (end is null || from < end);

    private static Reply Items<T>(string property, IEnumerable<T> items) => Reply.Json(JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal) { [property] = items.ToList() }));

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal sealed record Code(string Number, string Name, DateOnly From, DateOnly? To);

    internal sealed record Link(int Source, string Code, string Target, DateOnly From, DateOnly? To);

    internal sealed record Change(int Classification, string? Old, string? New, string Name, DateOnly On);
}
