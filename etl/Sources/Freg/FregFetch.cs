using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>
/// Fetches what changed in FREG since the last delivery as one delta delivery: the events of its feed say whose, and of each person the archived
/// document of the last event is looked up, with history. Its files are the pages of the bulk look-up as they came.
/// </summary>
internal sealed class FregFetch(Landing landing, FeedOptions options, TimeProvider time)
{
    private const string Api = "folkeregisteret/offentlig-med-hjemmel/api/v1/";

    /// <summary>Events of a page, as FREG cuts its feed.</summary>
    public const int PageSize = 1000;

    /// <summary>Documents of a question: half of what the register takes, since an answer with history may be some tens of megabytes.</summary>
    public const int BatchSize = 500;

    /// <summary>
    /// Pages of events that one delivery takes at most: a reform brings a million events in a day, and a delivery of all of them
    /// would be refused by the limit of time again and again.
    /// </summary>
    public const int MostPages = 50;

    /// <summary>What is asked for of a person: what is loaded, and its history.</summary>
    public static readonly IReadOnlyList<string> Parts =
    [
        "historikk", "identifikasjonsnummer", "status", "navn", "kjoenn", "foedsel", "sivilstand", "statsborgerskap", "adressebeskyttelse", "doedsfall",
        "bostedsadresse", "oppholdsadresse", "deltBosted",
    ];

    /// <exception cref="BadInputException">The server refused, gave no whole answer in time, or has not kept the events so long; nothing was landed.</exception>
    public async Task<FetchResult> RunAsync(CancellationToken cancellationToken)
    {
        var api = new Uri(options.Closed(options.Freg), Api);
        using var feed = new Feed(SourceName.Freg, landing, options, options.FregScope, time);
        var begin = feed.Pointer ?? throw new BadInputException(
            "no-delivery", "freg: expected a full delivery to go on from, found none. Order an extract (uttrekk/komplett) and put it in with `deliver --source freg --kind full --sequence 1-N`, N being its feed number.");
        var (events, hasMore) = await EventsAsync(feed, api, begin, cancellationToken);
        var documents = Documents(events);
        var withoutDocument = events.Count(e => e.Document is null);
        var errors = 0;
        var address = new Uri(api, "personer/bulkoppslag/arkiv?" + string.Join('&', Parts.Select(p => "part=" + p)));
        foreach (var batch in documents.Chunk(BatchSize))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new { dokumentidentifikator = batch });
            var bulk = await feed.AskAsync(address, body, answer => FregBulk.Read(answer, batch.Length), cancellationToken)
                ?? throw new BadInputException("fetch-refused", "freg: expected archived documents, found status 406. Nothing was landed. Check that the client may read them.");
            errors += bulk.Errors;
            feed.Keep();
        }
        var counts = new FeedCounts(documents.Count, withoutDocument, errors, hasMore);
        // a delivery needs a file; these events come again with the next one that has a document
        return documents.Count == 0
            ? await feed.NothingNewAsync(counts, cancellationToken)
            : await feed.LandAsync(DeliveryKind.Delta, begin + 1, events[^1].Number, Parts, counts, cancellationToken);
    }

    private static async Task<(IReadOnlyList<FregEvent> Events, bool HasMore)> EventsAsync(Feed feed, Uri api, long begin, CancellationToken cancellationToken)
    {
        var events = new List<FregEvent>();
        for (var pages = 0; pages < MostPages; pages++)
        {
            var next = (events.Count == 0 ? begin : events[^1].Number) + 1;
            var address = new Uri(api, string.Create(CultureInfo.InvariantCulture, $"hendelser/feed?seq={next}"));
            var page = await feed.AskAsync(address, null, FregEvent.ReadPage, cancellationToken) ?? throw new BadInputException(
                "freg-too-old", string.Create(CultureInfo.InvariantCulture, $"freg: expected the events from number {next} on, found status 406: they are older than the 36 months that FREG keeps. Nothing was landed. Order a new extract (uttrekk/komplett) and deliver it with `deliver --source freg --kind full --sequence 1-N`, N being its feed number."));
            if (page.Count > 0 && page[0].Number < next)
                throw new BadInputException("freg-pointer-back", string.Create(CultureInfo.InvariantCulture, $"freg: expected the events from number {next} on, found one of number {page[0].Number}. Nothing was landed."));
            events.AddRange(page);
            if (page.Count < PageSize) return (events, false);
        }
        return (events, true);
    }

    /// <summary>One document a person, that of the last event that has one, in the order of the events.</summary>
    private static IReadOnlyList<string> Documents(IReadOnlyList<FregEvent> events)
        => [.. events.Where(e => e.Document is not null).GroupBy(e => e.Person ?? e.Document, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(e => e.Number).Select(e => e.Document!).Distinct(StringComparer.Ordinal)];
}
