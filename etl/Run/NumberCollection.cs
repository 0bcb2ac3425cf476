using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Reads a FREG delivery once for its numbers alone: which document each belongs to, and that every byte can be read,
/// before anything is built on it.
/// </summary>
internal static class NumberCollection
{
    public static async Task<NumberIndex> ReadAsync(Delivery delivery, int parallel, CancellationToken cancellationToken)
    {
        var index = new NumberIndex();
        using var flow = new Flow(cancellationToken);
        var read = flow.Transform<DocumentBlock, List<Claim>>(Read, parallel);
        Flow.Link(read, flow.Sink<List<Claim>>(
            claims =>
            {
                foreach (var claim in claims) index.Claim(claim.Number, claim.Kind, claim.Position, claim.RegisteredAt);
                return Task.CompletedTask;
            },
            parallel));
        await flow.RunAsync(BlockReader.ReadAsync(delivery, flow.Stopping), read);
        return index;
    }

    private static List<Claim> Read(DocumentBlock block)
    {
        var claims = new List<Claim>();
        // what can't be read here can't be read when the whole document is, and is told then
        new PersonReader(new(SourceName.Freg), PersonProperties.NumbersOnly).Read(
            block,
            person =>
            {
                var hasNumberInForce = person.Identifiers.Exists(i => i.IsInForce);
                foreach (var identifier in person.Identifiers)
                {
                    var kind = !hasNumberInForce ? NumberClaim.OfDiscontinued
                        : person.Identifiers.Exists(i => i.IsInForce && i.PackedNumber == identifier.PackedNumber) ? NumberClaim.InUse : NumberClaim.Earlier;
                    claims.Add(new(identifier.PackedNumber, kind, person.Position, identifier.RegisteredAt));
                }
            },
            document => claims.AddRange(document.Numbers.Select(n => new Claim(n, NumberClaim.Unread, document.Position, null))));
        BlockReader.Return(block);
        return claims;
    }

    private readonly record struct Claim(ulong Number, NumberClaim Kind, long Position, Instant? RegisteredAt);
}
