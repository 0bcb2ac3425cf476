using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Gives a municipality number of FREG the name and county that KLASS had at the row's own date.</summary>
internal sealed class PlaceResolver(Geography geography, DateOnly asOf)
{
    /// <summary>A current address: the as-of date. A historical one: where its validity began, else when it was registered. Else the latest version in which the code existed.</summary>
    public void ResolveAddress(Address address)
    {
        if (address.HoldsOn(asOf)) Resolve(ref address.Place, (asOf, CodeResolution.AsOf), default);
        else Resolve(ref address.Place, (address.ValidFrom?.NorwegianDate(), CodeResolution.ValidFrom), (address.RegisteredAt?.NorwegianDate(), CodeResolution.RegisteredAt));
    }

    /// <summary>A birth or marital status: the version when it was registered, else the one at its own date, else the latest.</summary>
    public void ResolveFact(ref Place place, Instant? registeredAt, DateOnly? factDate)
        => Resolve(ref place, (registeredAt?.NorwegianDate(), CodeResolution.RegisteredAt), (factDate, CodeResolution.FactDate));

    private void Resolve(ref Place place, (DateOnly? Date, CodeResolution Step) first, (DateOnly? Date, CodeResolution Step) second)
    {
        if (place.MunicipalityNumber.IsAbsent) return;
        var number = CodeText.Number(place.MunicipalityNumber.Span, CodeText.MunicipalityDigits);
        var latest = number < 0 ? null : geography.FindLatestMunicipality(number);
        place.CodeState = StateOf(number, latest);
        if (latest is null)
        {
            place.CodeResolution = CodeResolution.UnknownCode;
            return;
        }
        if (TryAt(ref place, number, first) || TryAt(ref place, number, second)) return;
        Fill(ref place, latest, CodeResolution.Latest);
    }

    private bool TryAt(ref Place place, int number, (DateOnly? Date, CodeResolution Step) at)
    {
        if (at.Date is not { } date || geography.FindMunicipality(number, date) is not { } municipality) return false;
        Fill(ref place, municipality, at.Step);
        return true;
    }

    private CodeState StateOf(int number, Municipality? latest)
    {
        if (latest is null) return CodeState.Unknown;
        if (geography.FindMunicipality(number, asOf) is not null) return CodeState.Current;
        return latest.ValidFrom > asOf ? CodeState.Future : CodeState.Ended;
    }

    private static void Fill(ref Place place, Municipality municipality, CodeResolution step)
    {
        place.MunicipalityName = municipality.Name;
        place.CountyNumber = municipality.CountyNumber;
        place.CountyName = municipality.CountyName;
        place.CodeResolution = step;
    }
}
