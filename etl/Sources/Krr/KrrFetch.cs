using System.Globalization;
using System.Text;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Sources.Krr;

/// <summary>
/// Fetches what changed in KRR since the last delivery (<c>hentEndringer</c>) as one delta delivery, its files the pages as they came.
/// Where there is no delivery yet, the whole register comes the same way, from its first change, as a full one.
/// </summary>
internal sealed class KrrFetch(Landing landing, FeedOptions options, TimeProvider time)
{
    /// <exception cref="BadInputException">The server refused, gave no whole answer in time, or goes backwards; nothing was landed.</exception>
    public async Task<FetchResult> RunAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(options.Closed(options.Krr), "rest/v2/krr/hentEndringer");
        using var feed = new Feed(SourceName.Krr, landing, options, options.KrrScope, time);
        var begin = feed.Pointer ?? 0;
        var pointer = begin;
        var records = 0;
        KrrChanges page;
        do
        {
            var body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"fraEndringsId": {{pointer}}}"""));
            page = await feed.AskAsync(address, body, KrrChanges.Read, cancellationToken) ?? throw Refused("krr-refused", "changes", "status 406");
            Require(page, pointer);
            if (page.To == pointer) break;
            feed.Keep();
            records += page.Records;
            pointer = page.To;
        }
        while (pointer < page.Latest);
        var counts = new FeedCounts(records);
        if (pointer > begin)
            return await feed.LandAsync(feed.Pointer is null ? DeliveryKind.Full : DeliveryKind.Delta, begin + 1, pointer, null, counts, cancellationToken);
        if (feed.Pointer is null) throw Refused("krr-empty", "a register with changes", "one without any");
        return await feed.NothingNewAsync(counts, cancellationToken);
    }

    /// <summary>What is asked for never goes back, and every answer brings it on until there is no more.</summary>
    private static void Require(KrrChanges page, long pointer)
    {
        if (page.From != pointer) throw Refused("krr-other-answer", $"changes after number {pointer}", $"those after {page.From}");
        if (page.To < pointer) throw Refused("krr-pointer-back", $"changes after number {pointer}", $"an answer that ends with {page.To}");
        if (page.Latest < pointer) throw Refused("krr-pointer-back", $"a register whose last change has number {pointer} or a later one", $"one that ends with {page.Latest}");
        if (page.To == pointer && page.Latest > pointer) throw Refused("krr-stuck", $"changes after number {pointer}, for the register says it has some up to {page.Latest}", "an answer without any");
    }

    private static BadInputException Refused(string code, FormattableString expected, FormattableString found)
        => Refused(code, expected.ToString(CultureInfo.InvariantCulture), found.ToString(CultureInfo.InvariantCulture));

    private static BadInputException Refused(string code, string expected, string found)
        => new(code, $"krr: expected {expected}, found {found}. Nothing was landed. If the register has been numbered anew, or this is another server, deliver a whole register with `deliver --source krr --kind full --sequence 1-N` into a landing folder without deliveries of KRR.");
}
