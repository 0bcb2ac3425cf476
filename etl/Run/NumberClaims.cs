using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>What the documents of one block claim.</summary>
internal sealed class NumberClaims
{
    private readonly List<Claim> claims = [];

    /// <summary>The documents that could be read.</summary>
    public int Documents { get; private set; }

    public IReadOnlyList<Claim> Claims => claims;

    public void Add(Person person)
    {
        Documents++;
        var hasNumberInForce = person.Identifiers.Exists(i => i.IsInForce);
        foreach (var identifier in person.Identifiers)
        {
            var kind = !hasNumberInForce ? NumberClaim.OfDiscontinued
                : person.Identifiers.Exists(i => i.IsInForce && i.PackedNumber == identifier.PackedNumber) ? NumberClaim.InUse : NumberClaim.Earlier;
            claims.Add(new(identifier.PackedNumber, kind, person.Position, identifier.RegisteredAt));
        }
    }

    /// <summary>Claims what numbers an unreadable document shows; whether another has its place can't be known before all are read.</summary>
    public bool AddUnread(UnreadDocument document)
    {
        claims.AddRange(document.Numbers.Select(n => new Claim(n, NumberClaim.Unread, document.Position, null)));
        return false;
    }

    internal readonly record struct Claim(ulong Number, NumberClaim Kind, long Position, Instant? RegisteredAt);
}
