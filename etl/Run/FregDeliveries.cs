using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>
/// FREG's chain, found and read for numbers and gradings ahead of every other source. When it is broken no run can be built on it,
/// but what is left of it still tells what must be hidden.
/// </summary>
/// <param name="landing">The landing folder.</param>
/// <param name="parallel">How many blocks are worked on at once.</param>
/// <param name="seam">Where tests reach in.</param>
/// <param name="published">The deliveries that the served generation is built from, by name: then only the deltas after these are read. Null where all are.</param>
internal sealed class FregDeliveries(Landing landing, int parallel, Seam seam, IReadOnlySet<string>? published = null)
{
    private const string RequiredPart = "adressebeskyttelse";

    private BadInputException? fault;
    private Chain? chain;

    /// <summary>What was read, and the account of it.</summary>
    public NumberCollection Collected { get; private set; } = new(parallel, seam);

    /// <summary>The chain that the run is built on.</summary>
    /// <exception cref="BadInputException">It has a gap, or a delivery is missing, damaged or without protection.</exception>
    public Chain Whole => fault is null ? chain! : throw fault;

    /// <summary>The whole chain, every file verified.</summary>
    /// <exception cref="BadInputException">As above.</exception>
    public static async Task<Chain> VerifiedAsync(Landing landing, CancellationToken cancellationToken)
    {
        var freg = new FregDeliveries(landing, parallel: 1, Seam.None);
        await freg.VerifyAsync(cancellationToken);
        return freg.Whole;
    }

    /// <summary>Finds the chain; returns the deliveries that are to be read of it, and can be.</summary>
    public async Task<IReadOnlyList<Delivery>> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await VerifyAsync(cancellationToken);
        }
        catch (BadInputException e)
        {
            fault = e;
            return await RemainsAsync(landing.FindReadable(SourceName.Freg), d => DeliveryStream.VerifyAsync(d, cancellationToken));
        }
    }

    /// <summary>Reads them; of what turns out to be damaged inside, the deliveries that are whole.</summary>
    public async Task<NumberIndex> ReadAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            return await Collected.ReadAsync(deliveries, cancellationToken);
        }
        catch (BadInputException e)
        {
            fault ??= e;
            var remains = await RemainsAsync(landing.FindReadable(SourceName.Freg), async d =>
            {
                await DeliveryStream.VerifyAsync(d, cancellationToken);
                await new NumberCollection(parallel, Seam.None).ReadAsync([d], cancellationToken);
            });
            Collected = new(parallel, Seam.None);
            return await Collected.ReadAsync(remains, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Delivery>> VerifyAsync(CancellationToken cancellationToken)
    {
        chain = Collection.Required(landing, SourceName.Freg);
        var read = Unpublished(chain.Deliveries);
        foreach (var delivery in read) RequireProtection(delivery);
        foreach (var delivery in read) await DeliveryStream.VerifyAsync(delivery, cancellationToken);
        return read;
    }

    private List<Delivery> Unpublished(IReadOnlyList<Delivery> deliveries)
    {
        List<Delivery> all = [.. deliveries];
        return published is null ? all : all[(all.FindLastIndex(d => published.Contains(d.Name)) + 1)..].FindAll(IsRead);
    }

    private bool IsRead(Delivery delivery) => published is null || (delivery.Manifest.Kind == DeliveryKind.Delta && !published.Contains(delivery.Name));

    private async Task<IReadOnlyList<Delivery>> RemainsAsync(IEnumerable<Delivery> found, Func<Delivery, Task> read)
    {
        var readable = new List<Delivery>();
        foreach (var delivery in found)
        {
            try
            {
                if (IsRead(delivery))
                {
                    RequireProtection(delivery);
                    await read(delivery);
                }
                readable.Add(delivery);
            }
            catch (BadInputException)
            {
                // told by the fault of the whole chain
            }
        }
        return Unpublished(Chain.Remains(readable));
    }

    private static void RequireProtection(Delivery freg)
    {
        if (freg.Manifest.Parts is { } parts && !parts.Contains(RequiredPart, StringComparer.Ordinal))
            throw new BadInputException("freg-without-protection", $"freg/{freg.Name}: expected {RequiredPart} among its parts, found {string.Join(", ", parts)}. Without it nobody's protection is known; ask for it and deliver again.");
    }
}
