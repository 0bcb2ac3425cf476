using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Finds the basic statistical unit of an address: FREG's own for a residential address, else Matrikkelen's by <see cref="UnitLadder"/>.
/// A wrong unit is worse than none: a unit that isn't proved to be the row's own is <c>unit_today</c>, and what isn't found has a reason.
/// </summary>
internal sealed class UnitMatcher(Geography geography, AddressRegister addresses, DateOnly asOf)
{
    // Svalbard and Jan Mayen: KLASS has their units, but no municipalities, and Matrikkelen no addresses with units
    private const int SvalbardCounty = 21;
    private const int JanMayenCounty = 22;

    private const int FirstUnit = 1;
    private const int LastUnit = 9998;

    private readonly UnitLadder ladder = new(geography, addresses, asOf);

    /// <summary>Fills in the unit, its name and districts, and how it was found or why not.</summary>
    public void Match(Address address)
    {
        if (FormReason(address) is var reason and not MatchReason.None)
        {
            address.MatchReason = reason;
            return;
        }
        var municipality = CodeText.Number(address.Place.MunicipalityNumber.Span, CodeText.MunicipalityDigits);
        var isArctic = municipality / 100 is SvalbardCounty or JanMayenCounty;
        if (municipality >= 0 && address is { Kind: AddressKind.Residential, BasicStatisticalUnit: >= FirstUnit and <= LastUnit and var unit })
        {
            TakeFreg(address, UnitNumber.Of(municipality, unit));
            if (!isArctic) Compare(address, municipality, UnitNumber.Of(municipality, unit), ladder.Find(address, municipality).Unit);
        }
        else if (isArctic)
        {
            address.MatchReason = MatchReason.Svalbard;
        }
        else
        {
            Take(address, municipality, ladder.Find(address, municipality));
        }
    }

    private static MatchReason FormReason(Address address) => address.Form switch
    {
        AddressForm.Foreign => MatchReason.Foreign,
        AddressForm.UnknownResidence => MatchReason.UnknownResidence,
        AddressForm.AddressUnknown => MatchReason.AddressUnknown,
        AddressForm.None => MatchReason.NoKey,
        _ => MatchReason.None,
    };

    private void TakeFreg(Address address, int number)
    {
        address.MatchRule = MatchRule.Freg;
        if ((UnitAtRow(address, number) ?? (address.HoldsOn(asOf) ? null : geography.FindLatestUnit(number))) is { } known)
        {
            Fill(address, known);
            return;
        }
        address.FullBasicStatisticalUnitNumber = TextOf(number);
        address.MatchReason = MatchReason.UnitNotInKlass;
    }

    /// <summary>Beside FREG's own unit: Matrikkelen's where FREG's is of another time, and whether they agree where it is of today.</summary>
    private void Compare(Address address, int municipality, int ofFreg, int ofMatrikkelen)
    {
        if (!address.HoldsOn(asOf) || ladder.IsOutOfUse(municipality))
        {
            if (ofMatrikkelen > 0 && !ladder.IsOutOfUse(UnitNumber.MunicipalityOf(ofMatrikkelen))) address.UnitToday = TextOf(ofMatrikkelen);
            return;
        }
        address.MatrikkelCheck = ofMatrikkelen == 0 ? MatrikkelCheck.NotFound : ofMatrikkelen == ofFreg ? MatrikkelCheck.Agrees : MatrikkelCheck.Disagrees;
    }

    private void Take(Address address, int municipality, LadderAnswer answer)
    {
        if (answer.Match.Candidates > 0) address.MatchCandidates = answer.Match.Candidates;
        if (answer.Reason != MatchReason.None)
        {
            // FREG itself says that it doesn't know the unit, and nothing led further
            var saysUnspecified = address.Kind == AddressKind.Residential && address.BasicStatisticalUnit is < FirstUnit or > LastUnit;
            address.MatchReason = saysUnspecified && answer.Match.Candidates == 0 ? MatchReason.UnitUnspecified : answer.Reason;
            return;
        }
        var isOfRow = UnitNumber.MunicipalityOf(answer.Unit) == municipality;
        if (isOfRow && UnitAtRow(address, answer.Unit) is { } ofRow)
        {
            address.MatchRule = answer.Rule;
            Fill(address, ofRow);
            return;
        }
        address.MatchReason = isOfRow ? MatchReason.UnitNotInKlass : MatchReason.MunicipalityLag;
        // of a file older than a reform the unit may be nobody's
        if (ladder.IsOutOfUse(UnitNumber.MunicipalityOf(answer.Unit))) return;
        address.MatchRule = answer.Rule;
        address.UnitToday = TextOf(answer.Unit);
    }

    /// <summary>A row that holds but bears a municipality number that is out of use lags behind a reform: its unit is the last of that number.</summary>
    private Unit? UnitAtRow(Address address, int number)
        => address.HoldsOn(asOf) ? geography.FindUnit(number, asOf) ?? (ladder.IsOutOfUse(UnitNumber.MunicipalityOf(number)) ? geography.FindLatestUnit(number) : null)
        : (address.ValidFrom ?? address.RegisteredAt) is { } from ? geography.FindUnit(number, from.NorwegianDate()) : null;

    private Utf8Text TextOf(int number)
        => geography.FindLatestUnit(number)?.Number ?? Utf8Text.From(number.ToString("00000000", CultureInfo.InvariantCulture));

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
