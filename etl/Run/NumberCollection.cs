using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Reads the deliveries of FREG once for their numbers and gradings alone, newest delivery first: which document each number belongs to, what must be hidden,
/// and that every byte can be read, before anything is built on it.
/// </summary>
internal sealed class NumberCollection(int parallel, Seam seam)
{
    /// <summary>The account of the documents whose numbers were collected. What can't be read here is told when the whole document is read.</summary>
    public SourceReading Reading { get; } = new(SourceName.Freg, "collect numbers");

    /// <summary>The documents that may hide something, dead ones among them: the numbers tell which are.</summary>
    public Gradings Gradings { get; } = new();

    /// <summary>The same without unreadable documents where these are so many that a night stops for it: then the delivery is broken, and tells of no gradings.</summary>
    /// <param name="quarantineShare">The share that may be unreadable.</param>
    /// <param name="others">Persons beside those of the documents, of whom a night would read too.</param>
    public Gradings GradingsWithin(double quarantineShare, long others) => Guards.IsBroken(Reading.Account, quarantineShare, others) ? Gradings.OfReadable() : Gradings;

    /// <summary>Which document each number belongs to.</summary>
    public NumberIndex Numbers { get; } = new();

    public async Task<NumberIndex> ReadAsync(IReadOnlyList<Delivery> chain, CancellationToken cancellationToken)
    {
        using var flow = new Flow(cancellationToken);
        var read = flow.Transform<DocumentBlock, NumberClaims>(block => Read(seam.Pass("collect numbers", block)), parallel);
        Flow.Link(read, flow.Sink<NumberClaims>(
            block =>
            {
                var claims = seam.Pass("numbers", block);
                Gradings.Add(claims.Gradings);
                var dead = claims.PutInto(Numbers);
                Reading.Account.CountMerged(dead);
                Reading.Account.CountOut(claims.Documents - dead);
                return Task.CompletedTask;
            },
            parallel));
        await flow.RunAsync(BlockReader.ReadNewestFirstAsync(chain, flow.Stopping), read);
        return Numbers;
    }

    private NumberClaims Read(DocumentBlock block)
    {
        var claims = new NumberClaims(block.NewerFrom);
        // what can't be read here can't be read when the whole document is, and is told then
        new PersonReader(Reading, PersonProperties.NumbersAndGradings).Read(block, claims.Add, claims.AddUnread);
        BlockReader.Return(block);
        return claims;
    }
}
