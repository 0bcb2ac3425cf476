using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Numbers the rows that are shown together and gives each the Norwegian dates between which it held.</summary>
internal static class Validity
{
    /// <summary>Takes the addresses of one table; those of one kind follow each other. A row ends where the first of those after it begins, so rows of one kind never overlap.</summary>
    public static void Apply(List<Address> addresses)
    {
        for (var kind = AddressKind.Residential; kind <= AddressKind.Shared; kind++)
        {
            var number = 0;
            foreach (var address in addresses)
            {
                if (address.Kind != kind) continue;
                address.VersionNumber = ++number;
                address.ValidFromDate = address.ValidFrom?.NorwegianDate();
                address.EndsOn = address.ValidTo?.NorwegianDate();
                if (address.EndsOn < address.ValidFromDate) address.EndsOn = address.ValidFromDate;
            }
            if (number > 1) EndWhereALaterBegins(addresses, kind);
        }
    }

    public static void Number<T>(List<T> versions)
        where T : Mart.Version
    {
        for (var i = 0; i < versions.Count; i++) versions[i].VersionNumber = i + 1;
    }

    private static void EndWhereALaterBegins(List<Address> addresses, AddressKind kind)
    {
        foreach (var address in addresses)
        {
            if (address.Kind != kind || address.ValidFromDate is not { } from) continue;
            foreach (var other in addresses)
            {
                if (other.Kind != kind || other.ValidFromDate is not { } otherFrom || !Precedes(address, other)) continue;
                var begins = otherFrom > from ? otherFrom : from;
                if (address.EndsOn is not { } end || begins < end) address.EndsOn = begins;
            }
        }
    }

    /// <summary>
    /// A row that holds comes after all that no longer do, for the register takes it for true now; then by validity, ties by registration,
    /// then by end. Of what is the same in all of it the register's first is the later.
    /// </summary>
    private static bool Precedes(Address earlier, Address later)
    {
        var order = earlier.IsCurrent.CompareTo(later.IsCurrent);
        if (order == 0) order = Nullable.Compare(earlier.ValidFrom, later.ValidFrom);
        if (order == 0) order = Nullable.Compare(earlier.RegisteredAt, later.RegisteredAt);
        if (order == 0) order = (earlier.ValidTo is null).CompareTo(later.ValidTo is null);
        if (order == 0) order = Nullable.Compare(earlier.ValidTo, later.ValidTo);
        return order < 0 || (order == 0 && earlier.VersionNumber > later.VersionNumber);
    }
}
