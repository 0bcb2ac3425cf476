using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>What the documents of one block claim.</summary>
internal sealed class NumberClaims
{
    private readonly List<Claim> claims = [];

    public int Documents { get; private set; }

    public IReadOnlyList<Claim> Claims => claims;

    public void Add(Person person)
    {
        Documents++;
        var hasNumberInUse = person.Identifiers.Exists(i => i.InUse);
        foreach (var identifier in person.Identifiers)
            claims.Add(new(identifier.PackedNumber, identifier.InUse ? NumberClaim.InUse : hasNumberInUse ? NumberClaim.Earlier : NumberClaim.OfDiscontinued, person.Position));
    }

    internal readonly record struct Claim(ulong Number, NumberClaim Strength, long Position);
}
