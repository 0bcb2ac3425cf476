using System.Buffers.Text;
using System.Globalization;
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
    private readonly CodeChanges municipalityChanges;
    private readonly CodeChanges unitChanges;
    private readonly DateOnly asOf;

    /// <summary>Takes versions sorted by code, then by validity; changes of municipalities and of units in any order.</summary>
    internal Geography(
        IReadOnlyList<Municipality> municipalities,
        IReadOnlyList<County> counties,
        IReadOnlyList<Unit> units,
        IReadOnlyList<District> districts,
        DateOnly asOf,
        IEnumerable<CodeChange> municipalityChanges,
        IEnumerable<CodeChange> unitChanges)
    {
        this.asOf = asOf;
        this.municipalityChanges = new(Validity(municipalities, m => m.Number), municipalityChanges, asOf);
        this.unitChanges = new(Validity(units, u => u.Number), unitChanges, asOf);
        Municipalities = [.. municipalities.Select(WithToday)];
        Counties = counties;
        Units = units;
        Districts = districts;
        this.municipalities = Municipalities.GroupBy(m => Parse(m.Number.Span)).ToDictionary(g => g.Key, g => g.ToArray());
        this.units = units.GroupBy(u => Parse(u.Number.Span)).ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>Every version of every municipality, by number and time; "Uoppgitt" (9999) is one.</summary>
    public IReadOnlyList<Municipality> Municipalities { get; }

    public IReadOnlyList<County> Counties { get; }

    /// <summary>Every version of every unit; never a delområde.</summary>
    public IReadOnlyList<Unit> Units { get; }

    public IReadOnlyList<District> Districts { get; }

    public Municipality? FindMunicipality(int number, DateOnly date) => Find(municipalities, number, date);

    /// <summary>The latest version in which the code existed, whenever that was; one of the future only when there is no other.</summary>
    public Municipality? FindLatestMunicipality(int number) => FindLatest(municipalities, number);

    /// <summary>The municipalities of the as-of date that the area of a number's lies in, by KLASS's changes. A number not in use on the day stands for the last that bore it.</summary>
    public Successors Today(int municipality, DateOnly at) => municipalityChanges.Today(municipality, at);

    /// <summary>Whether a municipality of the as-of date is one of another day under a new number and nothing else: nothing was merged, nothing split.</summary>
    public bool IsOneToOne(int municipality, DateOnly at, int today) => municipalityChanges.IsOneToOne(municipality, at, today);

    /// <summary>Whether a number in use on both days stood for the same municipality, or is another's since.</summary>
    public bool IsSameMunicipality(int number, DateOnly earlier, DateOnly later) => municipalityChanges.IsSamePlace(number, earlier, later);

    public Unit? FindUnit(int number, DateOnly date) => Find(units, number, date);

    /// <summary>The latest version in which the code existed, whenever that was; one of the future only when there is no other.</summary>
    public Unit? FindLatestUnit(int number) => FindLatest(units, number);

    /// <summary>The units of the as-of date that the area of a unit lies in, as far as changes of classification 1 were delivered.</summary>
    public Successors UnitToday(int unit, DateOnly at) => unitChanges.Today(unit, at);

    /// <summary>The one unit of the as-of date in these municipalities that has a former unit's last four digits and its name.</summary>
    public int? FindNamesake(int unit, Utf8Text name, Successors municipalities)
    {
        var found = default(int?);
        if (name.IsAbsent) return found;
        foreach (var municipality in municipalities.Codes)
        {
            var number = UnitNumber.Under(municipality, unit);
            if (FindUnit(number, asOf) is not { } candidate || !candidate.Name.EqualsText(name)) continue;
            if (found is not null) return null;
            found = number;
        }
        return found;
    }

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

    private T? FindLatest<T>(Dictionary<int, T[]> byCode, int code)
        where T : class, IVersion
        => byCode.TryGetValue(code, out var versions) ? Array.FindLast(versions, v => v.ValidFrom is not { } from || from <= asOf) ?? versions[^1] : null;

    private Municipality WithToday(Municipality version)
    {
        var today = Today(Parse(version.Number.Span), version.ValidFrom ?? DateOnly.MinValue);
        return version with { NumberToday = today.Only is { } number ? Utf8Text.From(number.ToString("0000", CultureInfo.InvariantCulture)) : default, TodayReason = today.Reason };
    }

    private static IEnumerable<(int Code, DateOnly From, DateOnly? To)> Validity<T>(IEnumerable<T> versions, Func<T, Utf8Text> code)
        where T : IVersion
        => versions.Select(v => (Parse(code(v).Span), v.ValidFrom ?? DateOnly.MinValue, v.ValidTo));

    private static int Parse(ReadOnlySpan<byte> code)
        => Utf8Parser.TryParse(code, out int number, out var used) && used == code.Length ? number : throw new InvalidOperationException("A code of KLASS is no number.");
}
