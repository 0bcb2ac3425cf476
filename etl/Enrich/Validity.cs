using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>Numbers the rows that are shown together and gives each the Norwegian dates between which it held.</summary>
internal static class Validity
{
    /// <summary>Takes the addresses of one table; those of one kind follow each other. A row ends where the next one begins, so rows of one kind never overlap.</summary>
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
            if (number > 1) EndWhereTheNextBegins(addresses, kind);
        }
    }

    public static void Number<T>(List<T> versions)
        where T : Mart.Version
    {
        for (var i = 0; i < versions.Count; i++) versions[i].VersionNumber = i + 1;
    }

    private static void EndWhereTheNextBegins(List<Address> addresses, AddressKind kind)
    {
        foreach (var address in addresses)
        {
            if (address.Kind != kind || address.ValidFromDate is null) continue;
            var next = default(Address);
            foreach (var other in addresses)
            {
                if (other.Kind == kind && other.ValidFromDate is not null && Precedes(address, other) && (next is null || Precedes(other, next))) next = other;
            }
            if (next?.ValidFromDate is { } nextFrom && (address.EndsOn is not { } end || nextFrom < end)) address.EndsOn = nextFrom;
        }
    }

    /// <summary>By validity, ties by registration, and of what is the same in both the register's first is the later.</summary>
    private static bool Precedes(Address earlier, Address later)
    {
        var order = Nullable.Compare(earlier.ValidFrom, later.ValidFrom);
        if (order == 0) order = Nullable.Compare(earlier.RegisteredAt, later.RegisteredAt);
        return order < 0 || (order == 0 && earlier.VersionNumber > later.VersionNumber);
    }
}
