using System.Globalization;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Finds an address in today's Matrikkelen: by its id, its street key or cadastral key, its name key. The first rule that finds any
/// address decides, and what contradicts itself there, or leads to several units, is not looked for any further.
/// Under a municipality number that is out of use, the numbers that followed it are asked, and names must agree.
/// </summary>
internal sealed class UnitLadder(Geography geography, AddressRegister addresses, DateOnly asOf)
{
    /// <param name="address">A street or cadastral address.</param>
    /// <param name="municipality">The number the row bears, negative when it bears none.</param>
    public LadderAnswer Find(Address address, int municipality)
    {
        var hasId = long.TryParse(address.CadastralIdentifier.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        if (hasId && addresses.TryFindById(id, out var entry)) return ById(address, municipality, entry);
        if (municipality < 0) return LadderAnswer.None(hasId ? MatchReason.NoSuchAddress : MatchReason.NoKey);
        var isOutOfUse = IsOutOfUse(municipality);
        var answer = address.Form == AddressForm.Street ? ByStreet(address, municipality, isOutOfUse) : ByCadastralNumber(address, municipality, isOutOfUse);
        return answer.Reason switch
        {
            MatchReason.NoKey when !hasId => answer,
            MatchReason.NoKey or MatchReason.NoSuchAddress => LadderAnswer.None(isOutOfUse ? MatchReason.MunicipalityLag : MatchReason.NoSuchAddress),
            _ => answer,
        };
    }

    /// <summary>Whether a municipality number is none of the as-of date's, so that Matrikkelen knows its addresses under others.</summary>
    public bool IsOutOfUse(int municipality) => municipality >= 0 && geography.FindMunicipality(municipality, asOf) is null;

    private LadderAnswer ById(Address address, int municipality, in AddressEntry entry)
    {
        var reformed = municipality != entry.Municipality && IsOutOfUse(municipality) && MayHaveBecome(address, municipality, entry.Municipality);
        return AddressAgreement.Agrees(address, municipality, entry, reformed)
            ? LadderAnswer.Of(MatchRule.AddressId, new(1, entry.Unit, Ambiguous: false))
            : new(MatchRule.AddressId, new(1, 0, Ambiguous: false), MatchReason.IdConflict);
    }

    /// <summary>Where KLASS knows nothing of what became of the number, it may be any.</summary>
    private bool MayHaveBecome(Address address, int municipality, int today)
    {
        var successors = geography.Today(municipality, DateOf(address, municipality));
        return successors.Codes.IsEmpty || successors.Contains(today);
    }

    private LadderAnswer ByStreet(Address address, int municipality, bool isOutOfUse)
    {
        var row = new StreetKeys(address);
        var municipalities = isOutOfUse ? geography.Today(municipality, DateOf(address, municipality)).Codes : new ReadOnlySpan<int>(in municipality);
        if (row.HasCode && ByStreetKey(ref row, municipalities, isOutOfUse) is { Candidates: > 0 } byCode) return LadderAnswer.Of(MatchRule.StreetKey, byCode);
        if (row.HasName && ByNameKey(ref row, municipalities) is { Candidates: > 0 } byName) return LadderAnswer.Of(MatchRule.NameKey, byName);
        return LadderAnswer.None(row.HasCode || row.HasName ? MatchReason.NoSuchAddress : MatchReason.NoKey);
    }

    /// <summary>
    /// A number without letter stands for all its letters where it isn't there alone; no number at all for the whole street. A former
    /// municipality's code may be another street's today, so the name must agree; so it must where it would lead elsewhere itself.
    /// </summary>
    private AddressMatch ByStreetKey(ref StreetKeys row, ReadOnlySpan<int> municipalities, bool isOutOfUse)
    {
        if (row.HouseNumber < 0 || (isOutOfUse && row.Name == 0)) return default;
        var name = isOutOfUse ? row.Name : AddressRegister.AnyName;
        var match = FindByCode(row, municipalities, name, row.HouseLetter);
        if (match.Candidates == 0 && row.MayHaveAnyLetter) match = FindByCode(row, municipalities, name, AddressRegister.AnyLetter);
        if (match.Candidates == 0 || isOutOfUse || !row.HasName || addresses.HasName(municipalities[0], row.AddressCode, row.Name)) return match;
        return match.With(ByNameKey(ref row, municipalities)).Ambiguous ? match with { Unit = 0, Ambiguous = true } : match;
    }

    private AddressMatch FindByCode(in StreetKeys row, ReadOnlySpan<int> municipalities, ulong name, char letter)
    {
        var match = default(AddressMatch);
        foreach (var municipality in municipalities)
        {
            match = match.With(row.HouseNumber == 0
                ? addresses.FindByStreetOnly(municipality, row.AddressCode, name)
                : addresses.FindByStreet(municipality, row.AddressCode, row.HouseNumber, letter, name));
        }
        return match;
    }

    private AddressMatch ByNameKey(ref StreetKeys row, ReadOnlySpan<int> municipalities)
    {
        var match = FindByName(ref row, municipalities, row.HouseLetter);
        return match.Candidates == 0 && row.MayHaveAnyLetter ? FindByName(ref row, municipalities, AddressRegister.AnyLetter) : match;
    }

    private AddressMatch FindByName(ref StreetKeys row, ReadOnlySpan<int> municipalities, char letter)
    {
        var match = default(AddressMatch);
        foreach (var municipality in municipalities) match = match.With(addresses.FindByName(municipality, row.Name, row.HouseNumber, letter, row.PostalCode));
        return match;
    }

    /// <summary>A former municipality's cadastral number is another property's in a merged one, so it must have got a new number and nothing else.</summary>
    private LadderAnswer ByCadastralNumber(Address address, int municipality, bool isOutOfUse)
    {
        if (address.LandNumber is not { } land || land <= 0 || address.TitleNumber is not { } title) return LadderAnswer.None(MatchReason.NoKey);
        if (isOutOfUse && !TryRenumbered(address, ref municipality)) return LadderAnswer.None(MatchReason.NoSuchAddress);
        var match = addresses.FindByCadastralNumber(municipality, land, title, address.LeaseholdNumber ?? 0, address.SubNumber ?? AddressRegister.AnySubNumber);
        return match.Candidates > 0 ? LadderAnswer.Of(MatchRule.CadastralKey, match) : LadderAnswer.None(MatchReason.NoSuchAddress);
    }

    private bool TryRenumbered(Address address, ref int municipality)
    {
        var at = DateOf(address, municipality);
        if (geography.Today(municipality, at).Only is not { } today || !geography.IsOneToOne(municipality, at, today)) return false;
        municipality = today;
        return true;
    }

    /// <summary>The day at which the row's municipality number is read; where it was not in use then, its last time counts.</summary>
    private DateOnly DateOf(Address address, int municipality)
    {
        if (address.HoldsOn(asOf)) return asOf;
        if (address.ValidFrom?.NorwegianDate() is { } from && geography.FindMunicipality(municipality, from) is not null) return from;
        return address.RegisteredAt?.NorwegianDate() ?? asOf;
    }
}
