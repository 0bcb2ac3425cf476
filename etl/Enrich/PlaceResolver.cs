using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Gives a municipality number of FREG the name and county that KLASS had at the row's own date, and the municipality that the place is in today.</summary>
internal sealed class PlaceResolver(Geography geography, DateOnly asOf)
{
    /// <summary>A current address: the as-of date. A historical one: where its validity began, else when it was registered. Else the latest version in which the code existed.</summary>
    /// <returns>Where the municipality's area lies on the as-of date: when that is several, the address must decide.</returns>
    public Successors ResolveAddress(Address address)
    {
        var latest = Latest(ref address.Place, out var number);
        if (latest is null) return Successors.Unknown;
        return address.HoldsOn(asOf)
            ? Fill(ref address.Place, number, latest, At(number, latest, asOf, CodeResolution.AsOf))
            : Fill(ref address.Place, number, latest, At(number, latest, address.ValidFrom?.NorwegianDate(), CodeResolution.ValidFrom) ?? At(number, latest, address.RegisteredAt?.NorwegianDate(), CodeResolution.RegisteredAt));
    }

    /// <summary>
    /// A birth or marital status: the version when it was registered, else the one at its own date, else the latest.
    /// A number that meant one municipality then and another at the fact's own date may mean either.
    /// </summary>
    public void ResolveFact(ref Place place, Instant? registeredAt, DateOnly? factDate)
    {
        var latest = Latest(ref place, out var number);
        if (latest is null) return;
        var registered = At(number, latest, registeredAt?.NorwegianDate(), CodeResolution.RegisteredAt);
        var ofFact = At(number, latest, factDate, CodeResolution.FactDate);
        if (registered is { } one && ofFact is { } other && !IsSame(number, one, other)) place.CodeResolution = CodeResolution.AmbiguousCode;
        else Fill(ref place, number, latest, registered ?? ofFact);
    }

    /// <summary>Tells the code's state; null when KLASS never had the code.</summary>
    private Municipality? Latest(ref Place place, out int number)
    {
        number = -1;
        if (place.MunicipalityNumber.IsAbsent) return null;
        number = CodeText.Number(place.MunicipalityNumber.Span, CodeText.MunicipalityDigits);
        var latest = number < 0 ? null : geography.FindLatestMunicipality(number);
        place.CodeState = StateOf(latest);
        if (latest is null) place.CodeResolution = CodeResolution.UnknownCode;
        return latest;
    }

    private (Municipality Version, DateOnly Date, CodeResolution Step)? At(int number, Municipality latest, DateOnly? at, CodeResolution step)
        => at is { } date && VersionAt(number, latest, date) is { } municipality ? (municipality, date, step) : null;

    /// <summary>Mostly the latest itself, which saves a look-up.</summary>
    private Municipality? VersionAt(int number, Municipality latest, DateOnly date)
        => latest.HoldsOn(date) ? latest : geography.FindMunicipality(number, date);

    private bool IsSame(int number, (Municipality Version, DateOnly Date, CodeResolution) one, (Municipality Version, DateOnly Date, CodeResolution) other)
        => ReferenceEquals(one.Version, other.Version)
        || (one.Date < other.Date ? geography.IsSameMunicipality(number, one.Date, other.Date) : geography.IsSameMunicipality(number, other.Date, one.Date));

    private CodeState StateOf(Municipality? latest)
        => latest is null ? CodeState.Unknown
        : latest.HoldsOn(asOf) ? CodeState.Current
        : latest.ValidFrom > asOf ? CodeState.Future : CodeState.Ended;

    private Successors Fill(ref Place place, int number, Municipality latest, (Municipality Version, DateOnly Date, CodeResolution Step)? found)
    {
        var (version, date, step) = found ?? (latest, latest.ValidTo is { } to && to <= asOf ? to.AddDays(-1) : asOf, CodeResolution.Latest);
        place.MunicipalityName = version.Name;
        place.CountyNumber = version.CountyNumber;
        place.CountyName = version.CountyName;
        place.CodeResolution = step;
        var today = geography.Today(number, date);
        if (today.Only is { } only && (only == number ? VersionAt(number, latest, asOf) : geography.FindMunicipality(only, asOf)) is { } municipality) place.LiesToday(municipality);
        return today;
    }
}
