using static PersonEtl.DatabaseTests.Nights.ChainedNights;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The persons of hand-made chains, as the first full delivery has them.</summary>
internal static class ChainedPersons
{
    public const string Plain = "11818012345";
    public const string Survivor = "04818012345";
    public const string Duplicate = "05818012345";
    public const string Joined = "06818012345";
    public const string Parted = "07818012345";

    public static readonly string[] First =
    [
        Person(InUse(Plain, 1), "ÅPENVEIEN"),
        Person(InUse(X, 1), "FØRSTEVEIEN"),
        Person(InUse(D, 1), "ÅPENVEIEN"),
        Person(InUse(Survivor, 1)),
        Person(InUse(Duplicate, 1), "ÅPENVEIEN"),
        Person(InUse(Joined, 1) + "," + Discontinued(Parted, 2)),
    ];

    public static readonly string[] Contacts = [Contact(X, "first@x.no"), Contact(D, "d@x.no"), Contact(Duplicate, "duplicate@x.no")];
}
