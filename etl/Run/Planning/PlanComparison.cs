using System.Globalization;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Run.Planning;

/// <summary>Compares the places that the mart serves with those of another date. Pure: geography in, changes out.</summary>
/// <param name="geography">Built for the date planned for.</param>
/// <param name="served">The as-of date that is served.</param>
/// <param name="asOf">The date planned for.</param>
internal sealed class PlanComparison(Geography geography, DateOnly served, DateOnly asOf)
{
    private static readonly PlanCode None = new(null, null);

    /// <summary>What becomes of a municipality and of its county.</summary>
    public IEnumerable<PlannedCode> OfMunicipality(PlaceRow row)
    {
        if (Number(row.Key) is not { } number) yield break;
        var county = new PlanCode(row.FirstCode, row.FirstName);
        IReadOnlyList<Municipality> then;
        if (geography.FindMunicipality(number, asOf) is { } found)
        {
            then = [found];
            if (Differs(row.Name, found.Name)) yield return new(row.Key, PlanSubject.Municipality, PlanWhat.Renamed, new(row.Key, row.Name), [Code(found)]);
        }
        else
        {
            // a code that had ended before is old news
            if (geography.FindMunicipality(number, served) is null) yield break;
            then = [.. geography.Today(number, served).Codes.ToArray().Select(code => geography.FindMunicipality(code, asOf)).OfType<Municipality>()];
            yield return new(row.Key, PlanSubject.Municipality, PlanWhat.Ends, new(row.Key, row.Name), [.. then.Select(Code)]);
        }
        PlanCode[] counties = [.. then.Select(m => new PlanCode(Text(m.CountyNumber), Text(m.CountyName))).Distinct()];
        if (then.Count == 0 || counties is [var same] && same == county) yield break;
        var stays = geography.Counties.Any(c => string.Equals(Text(c.Number), county.Code, StringComparison.Ordinal) && c.HoldsOn(asOf));
        yield return new(row.Key, PlanSubject.County, What(county, counties, stays), county, counties);
    }

    /// <summary>What becomes of a unit and of both its districts.</summary>
    public IEnumerable<PlannedCode> OfUnit(PlaceRow row)
    {
        if (Number(row.Key) is not { } number) yield break;
        var then = geography.FindUnit(number, asOf);
        if (then is not null)
        {
            if (Differs(row.Name, then.Name)) yield return new(row.Key, PlanSubject.BasicStatisticalUnit, PlanWhat.Renamed, new(row.Key, row.Name), [new(row.Key, Text(then.Name))]);
        }
        else
        {
            if (geography.FindUnit(number, served) is null) yield break;
            Unit[] after = [.. geography.UnitToday(number, served).Codes.ToArray().Select(code => geography.FindUnit(code, asOf)).OfType<Unit>()];
            yield return new(row.Key, PlanSubject.BasicStatisticalUnit, PlanWhat.Ends, new(row.Key, row.Name), [.. after.Select(u => new PlanCode(Text(u.Number), Text(u.Name)))]);
            // what districts a split unit's persons get, their addresses alone can tell
            if (after is not [var only]) yield break;
            then = only;
        }
        if (OfDistrict(row.Key, PlanSubject.UrbanDistrict, new(row.FirstCode, row.FirstName), then.ServiceProviding) is { } serving) yield return serving;
        if (OfDistrict(row.Key, PlanSubject.GeographicalUrbanDistrict, new(row.SecondCode, row.SecondName), then.Geographical) is { } geographical) yield return geographical;
    }

    /// <summary>Codes that begin after the served date and up to the one planned for; a new name of an old code is none.</summary>
    public IEnumerable<PlanNews> ComingIntoForce()
        => Coming(PlanSubject.Municipality, geography.Municipalities, m => m.Number, m => m.Name)
            .Concat(Coming(PlanSubject.County, geography.Counties, c => c.Number, c => c.Name))
            .Concat(Coming(PlanSubject.BasicStatisticalUnit, geography.Units, u => u.Number, u => u.Name))
            .Concat(Coming(PlanSubject.GeographicalUrbanDistrict, geography.Districts, d => d.Code, d => d.Name));

    private IEnumerable<PlanNews> Coming<T>(PlanSubject subject, IEnumerable<T> versions, Func<T, Utf8Text> code, Func<T, Utf8Text> name)
        where T : IVersion
        => from versionsOfCode in versions.GroupBy(v => Text(code(v)), StringComparer.Ordinal)
           from version in versionsOfCode
           where version.ValidFrom is { } begin && begin > served && begin <= asOf && !versionsOfCode.Any(v => v.ValidTo == version.ValidFrom)
           select new PlanNews(subject, new(versionsOfCode.Key, Text(name(version))), version.ValidFrom!.Value);

    private PlannedCode? OfDistrict(string key, PlanSubject subject, PlanCode from, District? then)
    {
        var to = then is null ? None : new PlanCode(Text(then.Code), Text(then.Name));
        if (to == from) return null;
        var stays = geography.Districts.Any(d => string.Equals(Text(d.Code), from.Code, StringComparison.Ordinal) && d.HoldsOn(asOf));
        return new(key, subject, What(from, [to], stays), from, [to]);
    }

    private static PlanWhat What(PlanCode from, PlanCode[] to, bool stays)
        => to is [var only] && string.Equals(only.Code, from.Code, StringComparison.Ordinal) ? PlanWhat.Renamed : stays || from.Code is null ? PlanWhat.Replaced : PlanWhat.Ends;

    private static PlanCode Code(Municipality municipality) => new(Text(municipality.Number), Text(municipality.Name));

    private static bool Differs(string? name, Utf8Text then) => !string.Equals(name, Text(then), StringComparison.Ordinal);

    private static string? Text(Utf8Text text) => text.IsAbsent ? null : text.ToString();

    private static int? Number(string code) => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
