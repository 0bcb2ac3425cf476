using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Joins the evidence of KLASS into the seed's two datasets: municipalities with counties, and units with districts.
/// </summary>
internal sealed class GeographyBuilder
{
    public const int Municipalities = 131;
    public const int Counties = 104;
    public const int Units = 1;
    public const int Districts = 103;

    /// <summary>Names by code, one evidence per classification.</summary>
    public IReadOnlyDictionary<int, Evidence> Names { get; } = new[] { Municipalities, Counties, Units, Districts }.ToDictionary(c => c, _ => new Evidence(isNames: true));

    /// <summary>Municipality to county.</summary>
    public Evidence CountyOf { get; } = new();

    /// <summary>Unit to district.</summary>
    public Evidence DistrictOf { get; } = new();

    /// <param name="serviceDistricts">Where another urban district provides the services.</param>
    /// <param name="asOf">The date that "today" means.</param>
    public Geography Build(ServiceDistrictTable serviceDistricts, DateOnly asOf)
    {
        var countyNames = Names[Counties].Resolve();
        var districtNames = Names[Districts].Resolve();
        var districts = districtNames.Codes.ToDictionary(
            code => code,
            code => districtNames.Of(code).Select(s => new District(Utf8Text.From(code), Utf8Text.From(s.Value), s.From, s.To)).ToArray(),
            StringComparer.Ordinal);
        return new Geography(
            [.. BuildMunicipalities(Names[Municipalities].Resolve(), CountyOf.Resolve(), countyNames)],
            [.. countyNames.Codes.SelectMany(code => countyNames.Of(code).Select(s => new County(Utf8Text.From(code), Utf8Text.From(s.Value), s.From, s.To)))],
            [.. BuildUnits(Names[Units].Resolve(), DistrictOf.Resolve(), districtNames, districts, ServiceSpells(serviceDistricts))],
            [.. districts.Values.SelectMany(d => d)],
            asOf,
            Names[Municipalities].Changes,
            Names[Units].Changes);
    }

    private static IEnumerable<Municipality> BuildMunicipalities(Spells names, Spells countyOf, Spells countyNames)
    {
        foreach (var code in names.Codes)
        {
            var pieces =
                from name in names.Of(code)
                from county in countyOf.Slices(code, name.From, name.To)
                let number = county.Value ?? code[..2]
                from countyName in countyNames.Slices(number, county.From, county.To)
                select (Value: (Name: name.Value, County: number, CountyName: countyName.Value), countyName.From, countyName.To);
            foreach (var (value, from, to) in Join(pieces))
                yield return new(Utf8Text.From(code), Utf8Text.From(value.Name), Utf8Text.From(value.County), Utf8Text.From(value.CountyName), from, to);
        }
    }

    private static IEnumerable<Unit> BuildUnits(Spells names, Spells districtOf, Spells districtNames, Dictionary<string, District[]> districts, Spells services)
    {
        var unnamed = new Dictionary<string, District>(StringComparer.Ordinal);
        foreach (var code in names.Codes)
        {
            var pieces =
                from name in names.Of(code)
                from district in districtOf.Slices(code, name.From, name.To)
                from service in services.Slices(code, district.From, district.To)
                let serving = service.Value ?? ServingOf(code, district.Value)
                from districtName in districtNames.Slices(district.Value, service.From, service.To)
                from servingName in districtNames.Slices(serving, districtName.From, districtName.To)
                select (Value: (Name: name.Value, Geographical: At(district.Value, servingName.From), Serving: At(serving, servingName.From)), servingName.From, servingName.To);
            foreach (var (value, from, to) in Join(pieces))
                yield return new(Utf8Text.From(code), Utf8Text.From(value.Name), Utf8Text.From(code[..4]), value.Geographical, value.Serving, from, to);
        }

        District? At(string? code, DateOnly date)
        {
            if (code is null) return null;
            var found = Array.Find(districts.GetValueOrDefault(code, []), d => d.ValidFrom <= date && (d.ValidTo is not { } to || date < to));
            if (found is not null) return found;
            if (!unnamed.TryGetValue(code, out found)) unnamed[code] = found = new District(Utf8Text.From(code), default, null, null);
            return found;
        }
    }

    private static string? ServingOf(string unit, string? district)
        => district is null || unit.EndsWith("9999", StringComparison.Ordinal) || district.EndsWith("99", StringComparison.Ordinal) || (int.TryParse(district, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && !ServiceDistrictTable.IsServing(number))
            ? null
            : district;

    private static Spells ServiceSpells(ServiceDistrictTable table)
    {
        return new(table.Units.ToDictionary(
            unit => unit.ToString("00000000", CultureInfo.InvariantCulture),
            unit => (IReadOnlyList<Spell>)[.. table.RowsOf(unit).Select(r => new Spell(r.District.ToString("000000", CultureInfo.InvariantCulture), r.ValidFrom ?? DateOnly.MinValue, r.ValidTo))],
            StringComparer.Ordinal));
    }

    /// <summary>Neighbours in time with one value become one.</summary>
    private static IEnumerable<(T Value, DateOnly From, DateOnly? To)> Join<T>(IEnumerable<(T Value, DateOnly From, DateOnly? To)> pieces)
    {
        using var all = pieces.GetEnumerator();
        if (!all.MoveNext()) yield break;
        var last = all.Current;
        while (all.MoveNext())
        {
            if (last.To == all.Current.From && EqualityComparer<T>.Default.Equals(last.Value, all.Current.Value))
            {
                last.To = all.Current.To;
                continue;
            }
            yield return last;
            last = all.Current;
        }
        yield return last;
    }
}
