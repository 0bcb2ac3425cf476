using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Klass;

/// <summary>Reads fetched answers of KLASS as a night would, and refuses what reads well but can't be the whole of it.</summary>
internal static class KlassProof
{
    /// <param name="gathered">The answers.</param>
    /// <param name="last">The delivery before them, or null.</param>
    /// <param name="asOf">The Norwegian date of the fetch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">A file can't be used, one is missing, or fewer than half of the last delivery's codes are there.</exception>
    public static async Task RequireAsync(Delivery gathered, Delivery? last, DateOnly asOf, CancellationToken cancellationToken)
    {
        var found = Count(await KlassReader.ReadAsync(gathered, null, asOf, new(SourceName.Klass), cancellationToken), asOf);
        var before = await CountAsync(last, asOf, cancellationToken);
        foreach (var (what, codes) in found)
        {
            var least = Math.Max(1, (before?[what] ?? 0) / 2);
            if (codes < least) throw new BadInputException("klass-shrunk", string.Create(CultureInfo.InvariantCulture, $"klass: expected at least {least} {what} on {asOf:yyyy-MM-dd}, found {codes}. Nothing was landed. If KLASS really has so few, put the files in with `deliver`."));
        }
    }

    private static async Task<Dictionary<string, int>?> CountAsync(Delivery? last, DateOnly asOf, CancellationToken cancellationToken)
    {
        if (last is null) return null;
        try
        {
            return Count(await KlassReader.ReadAsync(last, null, asOf, new(SourceName.Klass), cancellationToken), asOf);
        }
        catch (BadInputException)
        {
            // a last delivery that can't be read proves nothing, and a new one is all the more welcome
            return null;
        }
    }

    private static Dictionary<string, int> Count(Geography geography, DateOnly asOf)
        => new(StringComparer.Ordinal)
        {
            ["municipalities"] = geography.Municipalities.Count(m => m.HoldsOn(asOf)),
            ["counties"] = geography.Counties.Count(c => c.HoldsOn(asOf)),
            ["basic statistical units"] = geography.Units.Count(u => u.HoldsOn(asOf)),
            ["basic statistical units in an urban district"] = geography.Units.Count(u => u.HoldsOn(asOf) && u.Geographical is not null),
            ["urban districts"] = geography.Districts.Count(d => d.HoldsOn(asOf)),
        };
}
