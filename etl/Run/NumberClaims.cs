using System.Runtime.InteropServices;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>What the documents of one block claim.</summary>
/// <param name="newerFrom">The position at which newer deliveries begin.</param>
internal sealed class NumberClaims(long newerFrom = long.MaxValue)
{
    private readonly List<Claim> claims = [];

    /// <summary>The documents that could be read.</summary>
    public int Documents { get; private set; }

    public IReadOnlyList<Claim> Claims => claims;

    /// <summary>Those of the documents that may hide something.</summary>
    public Gradings Gradings { get; } = new();

    public void Add(Person person)
    {
        Documents++;
        if (GradedDocument.Of(person) is { } graded) Gradings.Graded.Add(graded);
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
        Gradings.Unread.Add(document);
        claims.AddRange(document.Numbers.Select(n => new Claim(n, NumberClaim.Unread, document.Position, null)));
        return false;
    }

    /// <summary>
    /// Puts them into the index, and returns how many documents are dead: a newer delivery tells of a number that they have in force, or of any
    /// number where none is. These claim nothing.
    /// </summary>
    public int PutInto(NumberIndex index)
    {
        var dead = 0;
        var rest = CollectionsMarshal.AsSpan(claims);
        while (rest.Length > 0)
        {
            var length = 1;
            while (length < rest.Length && rest[length].Position == rest[0].Position) length++;
            if (IsDead(rest[..length], index)) dead++;
            else foreach (var claim in rest[..length]) index.Claim(claim.Number, claim.Kind, claim.Position, claim.RegisteredAt, newerFrom);
            rest = rest[length..];
        }
        return dead;
    }

    private bool IsDead(ReadOnlySpan<Claim> document, NumberIndex index)
    {
        if (newerFrom == long.MaxValue) return false;
        foreach (var claim in document)
        {
            if (claim.Kind is NumberClaim.InUse or NumberClaim.OfDiscontinued && index.IsOfNewer(claim.Number, newerFrom)) return true;
        }
        return false;
    }

    internal readonly record struct Claim(ulong Number, NumberClaim Kind, long Position, Instant? RegisteredAt);
}
