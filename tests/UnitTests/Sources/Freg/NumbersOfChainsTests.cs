using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.UnitTests.Sources.Freg;

/// <summary>Whose each number is over a chain of deliveries, against the rules worked out slowly, on random chains.</summary>
public sealed class NumbersOfChainsTests
{
    private const int Numbers = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_number_is_that_of_the_document_that_the_rules_name(int deliveries)
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var chain = RandomChain(new(seed), deliveries);
            var index = new NumberIndex();
            var dead = 0;
            foreach (var delivery in chain.Reverse()) dead += Claims(delivery).PutInto(index);

            var (owners, simulatedDead) = Simulated(chain);
            Assert.True(dead == simulatedDead, $"seed {seed}: {dead} documents are dead, not {simulatedDead}");
            for (var number = 1UL; number <= Numbers; number++)
            {
                var owner = owners.GetValueOrDefault(number);
                Assert.True(index.Contains(number) == owner is not null, $"seed {seed}, number {number}");
                foreach (var document in chain.SelectMany(d => d.Documents))
                    Assert.True(index.Belongs(number, document.Position) == ReferenceEquals(owner, document), $"seed {seed}: number {number} belongs to another than the document at {owner?.Position}");
            }
        }
    }

    /// <summary>The rules as sentences, with every document looked at for every number.</summary>
    private static (Dictionary<ulong, Document> Owners, int Dead) Simulated(IReadOnlyList<Delivered> chain)
    {
        var owners = new Dictionary<ulong, Document>();
        var live = new List<(int Place, Document Document)>();
        var dead = 0;
        for (var place = chain.Count - 1; place >= 0; place--)
        {
            foreach (var document in chain[place].Documents)
            {
                var killing = document.IsUnread ? [] : document.Numbers.Where(n => n.Value.InForce || !document.HasInForce).Select(n => n.Key);
                if (killing.Any(number => live.Exists(l => l.Place > place && l.Document.Numbers.ContainsKey(number)))) dead++;
                else live.Add((place, document));
            }
        }
        for (var number = 1UL; number <= Numbers; number++)
        {
            Document? owner = null;
            for (var place = chain.Count - 1; place >= 0; place--)
            {
                var claiming = live.Where(l => l.Place == place && l.Document.Numbers.ContainsKey(number)).Select(l => l.Document).OrderBy(d => d.Position).ToList();
                if (owner is null) owner = claiming.Aggregate(owner, (held, next) => held is null || Replaces(next, held, number) ? next : held);
                else if (owner.KindOf(number) == NumberClaim.OfDiscontinued) owner = claiming.FindLast(d => d.KindOf(number) == NumberClaim.Earlier) ?? owner;
            }
            if (owner is not null) owners[number] = owner;
        }
        return (owners, dead);
    }

    /// <summary>Within a delivery: of a document and a later one, whether the later one has the number.</summary>
    private static bool Replaces(Document later, Document held, ulong number)
    {
        var (one, other) = (later.KindOf(number), held.KindOf(number));
        if (one == other || later.IsUnread || held.IsUnread) return true;
        if (one == NumberClaim.InUse) return later.Numbers[number].Day is null || held.Numbers[number].Day is null || held.Numbers[number].Day <= later.Numbers[number].Day;
        if (other == NumberClaim.InUse) return later.Numbers[number].Day is { } discontinued && held.Numbers[number].Day is { } inUse && discontinued > inUse;
        return one == NumberClaim.Earlier;
    }

    private static IReadOnlyList<Delivered> RandomChain(Random random, int deliveries)
    {
        var position = 0L;
        return [.. Enumerable.Range(0, deliveries).Select(_ => new Delivered([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomDocument(random, position += 10))], position + 1))];
    }

    private static Document RandomDocument(Random random, long position)
    {
        var numbers = new Dictionary<ulong, (bool InForce, int? Day)>();
        for (var i = random.Next(1, 4); i > 0; i--) numbers[(ulong)random.Next(1, Numbers + 1)] = (random.Next(3) == 0, random.Next(4) == 0 ? null : random.Next(1, 5));
        return new(position, random.Next(6) == 0, numbers);
    }

    private static NumberClaims Claims(Delivered delivery)
    {
        var claims = new NumberClaims(delivery.NewerFrom);
        foreach (var document in delivery.Documents)
        {
            if (document.IsUnread)
            {
                claims.AddUnread(new(document.Position, [.. document.Numbers.Keys]));
                continue;
            }
            var person = new Person { Position = document.Position };
            foreach (var (number, row) in document.Numbers)
                person.Identifiers.Add(new() { Person = person, PackedNumber = number, InUse = row.InForce, RegisteredAt = row.Day is { } day ? Instant.From(new(2026, 1, day, 10, 0, 0, TimeSpan.Zero)) : null });
            claims.Add(person);
        }
        return claims;
    }

    private sealed record Delivered(IReadOnlyList<Document> Documents, long NewerFrom);

    private sealed record Document(long Position, bool IsUnread, Dictionary<ulong, (bool InForce, int? Day)> Numbers)
    {
        public bool HasInForce => Numbers.Values.Any(n => n.InForce);

        public NumberClaim KindOf(ulong number) => IsUnread ? NumberClaim.Unread : !HasInForce ? NumberClaim.OfDiscontinued : Numbers[number].InForce ? NumberClaim.InUse : NumberClaim.Earlier;
    }
}
