using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Decides which part of a municipality that was split an address lies in: by its id in Matrikkelen, else by what became of its unit,
/// else by the one part that has a unit of the same number and name.
/// </summary>
internal sealed class SplitResolver(Geography geography, AddressRegister addresses, DateOnly asOf)
{
    /// <summary>Fills in the municipality of today when something decides; the address's unit must have been found before.</summary>
    public void Resolve(Address address, Successors parts)
    {
        var part = ByAddress(address, parts) ?? ByUnit(address, parts);
        if (part is { } number && geography.FindMunicipality(number, asOf) is { } municipality) address.Place.LiesToday(municipality);
    }

    private int? ByAddress(Address address, Successors parts)
        => long.TryParse(address.CadastralIdentifier.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && addresses.TryFindById(id, out var entry) && parts.Contains(entry.Municipality)
        && AddressAgreement.Agrees(address, CodeText.Number(address.Place.MunicipalityNumber.Span, CodeText.MunicipalityDigits), entry, reformed: true)
            ? entry.Municipality
            : null;

    private int? ByUnit(Address address, Successors parts)
    {
        var unit = CodeText.Number(address.FullBasicStatisticalUnitNumber.Span);
        if (unit < 0 || !UnitNumber.IsSpecified(unit)) return null;
        var date = address.HoldsOn(asOf) ? asOf : (address.ValidFrom ?? address.RegisteredAt)?.NorwegianDate() ?? asOf;
        var today = geography.UnitToday(unit, date);
        var found = default(int?);
        foreach (var code in today.Reason is TodayReason.None or TodayReason.Split ? today.Codes : [])
        {
            var part = UnitNumber.MunicipalityOf(code);
            if (!parts.Contains(part) || part == found) continue;
            if (found is not null) return null;
            found = part;
        }
        return found ?? (geography.FindNamesake(unit, address.BasicStatisticalUnitName, parts) is { } namesake ? UnitNumber.MunicipalityOf(namesake) : null);
    }
}
