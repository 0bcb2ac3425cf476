using System.Globalization;
using System.IO.Compression;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Sources.Matrikkel;

/// <summary>Fetches Kartverket's zip of addresses as one full delivery, true at the latest <c>datauttaksdato</c> in it.</summary>
internal sealed class MatrikkelFetch(Landing landing, FetchOptions options, TimeProvider time)
{
    private const string Name = "part-000.zip";

    /// <exception cref="BadInputException">The server refused, gave no whole zip in time, or it is not one of addresses; nothing was landed.</exception>
    public async Task<FetchResult> RunAsync(CancellationToken cancellationToken)
    {
        var address = options.Zip;
        using var fetch = new Fetch(SourceName.Matrikkel, landing, options.Limits, time);
        var found = await fetch.GetAsync(address, "application/zip, application/octet-stream, */*;q=0.5", _ => Name, (path, _) => IsWhole(path), cancellationToken);
        if (!found) throw fetch.Refused(address, "status 404 (is there a file for this area?)");
        var reading = new SourceReading(SourceName.Matrikkel);
        // as a night would read it: columns, every row, length and checksum
        var register = await MatrikkelReader.ReadAsync(fetch.Gathered, reading, cancellationToken);
        var asOf = register.ExtractedAt is { } extracted ? AtNorway(extracted) : fetch.LastModified(address) ?? time.GetUtcNow();
        return await fetch.LandAsync(asOf, cancellationToken);
    }

    /// <summary>A zip that is cut off has lost its table of contents, which stands at its end. What it says it unpacks to must be within the limit.</summary>
    private bool IsWhole(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var bytes = archive.Entries.Sum(e => e.Length);
            if (bytes > options.Limits.Bytes) throw new BadInputException("zip-too-large", string.Create(CultureInfo.InvariantCulture, $"matrikkel/fetched/{Name}: expected a zip that unpacks to at most {options.Limits.Bytes} bytes, found one of {bytes}."));
            return true;
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException("zip-broken", $"matrikkel/fetched/{Name}: expected a whole zip, found something else or one that is cut off.", e);
        }
    }

    /// <summary>The instant of a Norwegian time; of the hour that comes twice in autumn the first.</summary>
    private static DateTimeOffset AtNorway(DateTime local)
        => new(local, Instant.Norway.IsAmbiguousTime(local) ? Instant.Norway.GetAmbiguousTimeOffsets(local).Max() : Instant.Norway.GetUtcOffset(local));
}
