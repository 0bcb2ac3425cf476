using System.Buffers.Text;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// The seed's two combined datasets: municipalities with counties, and units with districts, each at any date.
/// Codes are integers without their leading zeros. Immutable; a look-up allocates nothing.
/// </summary>
internal sealed class Geography
{
    private readonly Dictionary<int, Municipality[]> municipalities;
    private readonly Dictionary<int, Unit[]> units;

    /// <summary>Takes versions sorted by code, then by validity.</summary>
    internal Geography(IReadOnlyList<Municipality> municipalities, IReadOnlyList<County> counties, IReadOnlyList<Unit> units, IReadOnlyList<District> districts)
    {
        Municipalities = municipalities;
        Counties = counties;
        Units = units;
        Districts = districts;
        this.municipalities = municipalities.GroupBy(m => Parse(m.Number.Span)).ToDictionary(g => g.Key, g => g.ToArray());
        this.units = units.GroupBy(u => Parse(u.Number.Span)).ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>Every version of every municipality, by number and time; "Uoppgitt" (9999) is one.</summary>
    public IReadOnlyList<Municipality> Municipalities { get; }

    public IReadOnlyList<County> Counties { get; }

    /// <summary>Every version of every unit; never a delområde.</summary>
    public IReadOnlyList<Unit> Units { get; }

    public IReadOnlyList<District> Districts { get; }

    public Municipality? FindMunicipality(int number, DateOnly date) => Find(municipalities, number, date);

    /// <summary>The latest version in which the code existed, whenever that was.</summary>
    public Municipality? FindLatestMunicipality(int number) => municipalities.TryGetValue(number, out var versions) ? versions[^1] : null;

    public Unit? FindUnit(int number, DateOnly date) => Find(units, number, date);

    /// <summary>The latest version in which the code existed, whenever that was.</summary>
    public Unit? FindLatestUnit(int number) => units.TryGetValue(number, out var versions) ? versions[^1] : null;

    private static T? Find<T>(Dictionary<int, T[]> byCode, int code, DateOnly date)
        where T : class, IVersion
    {
        if (!byCode.TryGetValue(code, out var versions)) return null;
        for (var i = versions.Length - 1; i >= 0; i--)
        {
            if (versions[i].ValidFrom is not { } from || from <= date) return versions[i].ValidTo is not { } to || date < to ? versions[i] : null;
        }
        return null;
    }

    private static int Parse(ReadOnlySpan<byte> code)
        => Utf8Parser.TryParse(code, out int number, out var used) && used == code.Length ? number : throw new InvalidOperationException("A code of KLASS is no number.");
}
