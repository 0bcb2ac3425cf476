using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>
/// What the last small pass of this process looked places up in, for the next: it follows within minutes, and the registers' deliveries change with a night.
/// A night makes its own, and needs the room.
/// </summary>
internal sealed class KeptPlaces
{
    private (string Of, LookUps Places)? kept;

    /// <summary>The places of these deliveries on a day: those that are kept, when they are of these, and nothing is read then; else made, and kept.</summary>
    public async Task<(LookUps LookUps, IReadOnlyList<SourceReading> Readings)> OfAsync(Collection collection, DateOnly asOf, Func<Task<(LookUps LookUps, IReadOnlyList<SourceReading> Readings)>> makeAsync)
    {
        var of = Describe(collection, asOf);
        if (kept is { } last && string.Equals(last.Of, of, StringComparison.Ordinal)) return (last.Places, []);
        Forget();
        var made = await makeAsync();
        kept = (of, made.LookUps);
        return made;
    }

    public void Forget() => kept = null;

    private static string Describe(Collection collection, DateOnly asOf)
        => string.Join(' ', new[] { collection.Klass, collection.Matrikkel, collection.ServiceDistricts }.SelectMany(d => d?.Manifest.Files.Select(f => f.Sha256).Prepend(d.Name) ?? ["-"]).Prepend(asOf.ToString("O", CultureInfo.InvariantCulture)));
}
