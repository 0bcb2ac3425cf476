using System.Security.Cryptography;

namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>
/// One fetch of a source: answers gathered in a folder beside the deliveries, which becomes a full delivery when all are there and read well.
/// An answer the server says has not changed is taken from the last delivery; when none differs from it, nothing is landed and the last one
/// counts as checked. Whatever fails, the folder is gone afterwards and the last delivery as it was.
/// </summary>
internal sealed class Fetch : IDisposable
{
    private readonly SourceName source;
    private readonly Landing landing;
    private readonly TimeProvider time;
    private readonly Download download;
    private readonly FetchFolder folder;
    private readonly FetchNote? note;
    private readonly Dictionary<string, KeptAnswer> answers = new(StringComparer.Ordinal);

    public Fetch(SourceName source, Landing landing, FetchLimits limits, TimeProvider time)
    {
        (this.source, this.landing, this.time) = (source, landing, time);
        Last = landing.NewestFull(source);
        note = Last is null ? null : FetchNote.Read(landing, source) is { } read && string.Equals(read.Delivery, Last.Name, StringComparison.Ordinal) ? read : null;
        folder = new(landing, time);
        download = new(source, limits, time);
    }

    /// <summary>The newest full delivery before this fetch, or null.</summary>
    public Delivery? Last { get; }

    /// <summary>What was gathered, in the form that readers take; its checksums are not known yet.</summary>
    public Delivery Gathered => new(folder.Path, new(source, DeliveryKind.Full, time.GetUtcNow(), null, null, null, [.. answers.Values.Select(a => new DeliveryFile(a.File, new FileInfo(folder.PathOf(a.File)).Length, ""))]));

    /// <summary>Gets one answer. False: the server has no such thing (404).</summary>
    /// <param name="address">What is asked for.</param>
    /// <param name="accept">The media types that are wanted.</param>
    /// <param name="name">The file's name, by the media type that came.</param>
    /// <param name="verify">Reads the file at a path, of a media type; true keeps it, false drops it as of no use; throws <see cref="BadInputException"/> when it is not whole.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">The server refused, or gave no whole answer in time.</exception>
    public async Task<bool> GetAsync(Uri address, string accept, Func<string?, string> name, Func<string, string?, bool> verify, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(address, cancellationToken);
        var path = folder.PathOf("answer");
        var keep = false;
        var answer = await download.GetAsync(new(address, accept) { Known = known }, path, type => keep = verify(path, type), cancellationToken);
        if (answer.Outcome == WebOutcome.NotFound) return false;
        if (answer.Outcome == WebOutcome.NotAcceptable) throw Refused(address, "status 406");
        if (answer.Outcome == WebOutcome.NotModified)
        {
            File.Copy(Path.Combine(Last!.Folder, known!.File), folder.PathOf(known.File));
            answers[address.AbsoluteUri] = known;
        }
        else if (keep)
        {
            var kept = new KeptAnswer(name(answer.MediaType), answer.ETag, answer.LastModified);
            File.Move(path, folder.PathOf(kept.File));
            answers[address.AbsoluteUri] = kept;
        }
        return true;
    }

    /// <summary>A refusal that no other attempt would change.</summary>
    public BadInputException Refused(Uri address, string found) => download.Refused(address, found);

    /// <summary>When the server last changed the answer to an address, if it said so.</summary>
    public DateTimeOffset? LastModified(Uri address) => answers.GetValueOrDefault(address.AbsoluteUri)?.LastModified;

    /// <summary>Puts what was gathered into the landing folder, unless the last delivery is the same.</summary>
    /// <param name="asOf">The instant the content is true at.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FetchResult> LandAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var same = Last is not null && await IsLastAsync(cancellationToken);
        var delivery = same ? Last! : await landing.DeliverAsync(
            new(source, DeliveryKind.Full, Later(asOf), null, null, null, []), [.. answers.Values.Select(a => folder.PathOf(a.File))], move: true, cancellationToken);
        await new FetchNote(now, delivery.Name, answers).WriteAsync(landing, source, cancellationToken);
        return new(delivery, !same, now);
    }

    public void Dispose()
    {
        download.Dispose();
        folder.Dispose();
    }

    /// <summary>Whole seconds, which the folder's name has; a delivery of the last one's instant and other content comes after it.</summary>
    private DateTimeOffset Later(DateTimeOffset asOf)
    {
        var whole = DateTimeOffset.FromUnixTimeSeconds(asOf.ToUnixTimeSeconds());
        return whole == Last?.Manifest.AsOf ? whole.AddSeconds(1) : whole;
    }

    /// <summary>What the last delivery knows of an answer, when it still holds it undamaged.</summary>
    private async Task<KeptAnswer?> KnownAsync(Uri address, CancellationToken cancellationToken)
    {
        if (note?.Answers.GetValueOrDefault(address.AbsoluteUri) is not { CanAsk: true } known) return null;
        var file = Last!.Manifest.Files.FirstOrDefault(f => string.Equals(f.Name, known.File, StringComparison.Ordinal));
        return file is not null && await HoldsAsync(Last.Folder, file, cancellationToken) ? known : null;
    }

    private async Task<bool> IsLastAsync(CancellationToken cancellationToken)
    {
        if (answers.Count != Last!.Manifest.Files.Count) return false;
        foreach (var answer in answers.Values)
        {
            var there = Last.Manifest.Files.FirstOrDefault(f => string.Equals(f.Name, answer.File, StringComparison.Ordinal));
            if (there is null || !await HoldsAsync(folder.Path, there, cancellationToken) || !await HoldsAsync(Last.Folder, there, cancellationToken)) return false;
        }
        return true;
    }

    /// <summary>Whether a folder has a file as a manifest says it is.</summary>
    private static async Task<bool> HoldsAsync(string folder, DeliveryFile file, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, file.Name);
        if (!File.Exists(path) || new FileInfo(path).Length != file.Bytes) return false;
        await using var stream = File.OpenRead(path);
        return string.Equals(Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)), file.Sha256, StringComparison.OrdinalIgnoreCase);
    }
}
