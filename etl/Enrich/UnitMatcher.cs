using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Finds the basic statistical unit of an address: FREG's own for a residential address, else by Matrikkelen's address id,
/// street key or cadastral number. A wrong unit is worse than none: what contradicts itself or leads to several units gets none, with the reason.
/// </summary>
internal sealed class UnitMatcher(Geography geography, AddressRegister addresses, DateOnly asOf)
{
    private const int Unspecified = 9999;
    private const int UnitsOfMunicipality = 10_000;
    private const int SvalbardCounty = 21;

    /// <summary>Fills in the unit, its name and districts, and how it was found or why not.</summary>
    public void Match(Address address)
    {
        if (FormReason(address) is var reason and not MatchReason.None)
        {
            address.MatchReason = reason;
            return;
        }
        var municipality = CodeText.Number(address.Place.MunicipalityNumber.Span, CodeText.MunicipalityDigits);
        if (address.Kind == AddressKind.Residential && address.BasicStatisticalUnit is { } ofFreg)
        {
            TakeFreg(address, municipality, ofFreg);
            return;
        }
        if (municipality / 100 == SvalbardCounty)
        {
            address.MatchReason = MatchReason.Svalbard;
            return;
        }
        var (rule, match) = FindAddress(address, municipality);
        if (rule != MatchRule.None) Take(address, municipality, rule, match);
    }

    private static MatchReason FormReason(Address address) => address.Form switch
    {
        AddressForm.Foreign => MatchReason.Foreign,
        AddressForm.UnknownResidence => MatchReason.UnknownResidence,
        AddressForm.AddressUnknown => MatchReason.AddressUnknown,
        AddressForm.None => MatchReason.NoKey,
        _ => MatchReason.None,
    };

    private void TakeFreg(Address address, int municipality, int unit)
    {
        if (unit is <= 0 or >= Unspecified || municipality < 0)
        {
            address.MatchReason = MatchReason.UnitUnspecified;
            return;
        }
        var number = (municipality * UnitsOfMunicipality) + unit;
        address.MatchRule = MatchRule.Freg;
        if (UnitAt(address, number) is { } known)
        {
            Fill(address, known);
            return;
        }
        address.FullBasicStatisticalUnitNumber = Utf8Text.From(number.ToString("00000000", CultureInfo.InvariantCulture));
        address.MatchReason = MatchReason.UnitNotInKlass;
    }

    /// <summary>The first rule that finds anything; the reason is set when none does, or when the id contradicts the row.</summary>
    private (MatchRule Rule, AddressMatch Match) FindAddress(Address address, int municipality)
    {
        var tried = false;
        if (long.TryParse(address.CadastralIdentifier.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            tried = true;
            if (addresses.TryFindById(id, out var entry))
            {
                if (AddressAgreement.Agrees(address, municipality, entry, IsReformed(municipality, entry.Municipality))) return (MatchRule.AddressId, new(1, entry.Unit, Ambiguous: false));
                address.MatchReason = MatchReason.IdConflict;
                return default;
            }
        }
        if (municipality >= 0)
        {
            var (rule, match) = address.Form == AddressForm.Street ? ByStreet(address, municipality, ref tried) : ByCadastralNumber(address, municipality, ref tried);
            if (match.Candidates > 0) return (rule, match);
        }
        address.MatchReason = !tried ? MatchReason.NoKey : IsOutOfUse(municipality) ? MatchReason.MunicipalityLag : MatchReason.NoSuchAddress;
        return default;
    }

    private (MatchRule Rule, AddressMatch Match) ByStreet(Address address, int municipality, ref bool tried)
    {
        var code = CodeText.Number(address.AddressCode.Span);
        if (code <= 0) return default;
        tried = true;
        var house = AddressAgreement.HouseNumber(address);
        if (house < 0) return default;
        var match = house == 0 ? addresses.FindByStreetOnly(municipality, code) : addresses.FindByStreet(municipality, code, house, AddressAgreement.HouseLetter(address));
        return (MatchRule.StreetKey, match);
    }

    private (MatchRule Rule, AddressMatch Match) ByCadastralNumber(Address address, int municipality, ref bool tried)
    {
        if (address.LandNumber is not > 0 || address.TitleNumber is not { } title) return default;
        tried = true;
        return (MatchRule.CadastralKey, addresses.FindByCadastralNumber(municipality, address.LandNumber.Value, title, address.LeaseholdNumber ?? 0, address.SubNumber ?? AddressRegister.AnySubNumber));
    }

    private void Take(Address address, int municipality, MatchRule rule, AddressMatch match)
    {
        address.MatchCandidates = match.Candidates;
        if (match.Ambiguous || match.Unit == 0 || match.Unit % UnitsOfMunicipality is 0 or Unspecified)
        {
            address.MatchReason = match.Ambiguous ? MatchReason.Ambiguous : MatchReason.UnitUnspecified;
            return;
        }
        var ofToday = geography.FindUnit(match.Unit, asOf);
        var ofRow = match.Unit / UnitsOfMunicipality == municipality ? UnitAtRow(address, match.Unit) : null;
        address.MatchRule = rule;
        if (ofRow is not null)
        {
            Fill(address, ofRow);
            return;
        }
        address.UnitToday = ofToday?.Number ?? Utf8Text.From(match.Unit.ToString("00000000", CultureInfo.InvariantCulture));
        address.MatchReason = match.Unit / UnitsOfMunicipality == municipality ? MatchReason.UnitNotInKlass : MatchReason.MunicipalityLag;
    }

    /// <summary>Whether the row's municipality number is out of use, so that the register may know the address under another.</summary>
    private bool IsReformed(int ofRow, int ofRegister)
        => ofRow != ofRegister && IsOutOfUse(ofRow);

    private bool IsOutOfUse(int municipality) => municipality >= 0 && geography.FindMunicipality(municipality, asOf) is null;

    private Unit? UnitAtRow(Address address, int number)
        => address.HoldsOn(asOf) ? geography.FindUnit(number, asOf)
        : (address.ValidFrom ?? address.RegisteredAt) is { } from ? geography.FindUnit(number, from.NorwegianDate()) : null;

    /// <summary>A unit that FREG itself names: at the row's date, else the latest version in which it existed.</summary>
    private Unit? UnitAt(Address address, int number) => UnitAtRow(address, number) ?? (address.HoldsOn(asOf) ? null : geography.FindLatestUnit(number));

    private static void Fill(Address address, Unit unit)
    {
        address.FullBasicStatisticalUnitNumber = unit.Number;
        address.BasicStatisticalUnitName = unit.Name;
        if (unit.Geographical is { } geographical)
        {
            address.GeographicalUrbanDistrictCode = geographical.Code;
            address.GeographicalUrbanDistrictName = geographical.Name;
        }
        if (unit.ServiceProviding is not { } serving) return;
        address.UrbanDistrictCode = serving.Code;
        address.UrbanDistrictName = serving.Name;
    }
}
