using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>
/// FREG's chain, found and read for numbers and gradings ahead of every other source. When it is broken the night can't be built on it,
/// but what is left of it still tells what must be hidden.
/// </summary>
internal sealed class FregDeliveries(Landing landing, int parallel, Seam seam)
{
    private const string RequiredPart = "adressebeskyttelse";

    private BadInputException? fault;
    private Chain? chain;

    /// <summary>What was read, and the account of it.</summary>
    public NumberCollection Numbers { get; private set; } = new(parallel, seam);

    /// <summary>The chain that the night is built on.</summary>
    /// <exception cref="BadInputException">It has a gap, or a delivery is missing, damaged or without protection.</exception>
    public Chain Whole => fault is null ? chain! : throw fault;

    /// <exception cref="BadInputException">As above.</exception>
    public static async Task<Chain> VerifiedAsync(Landing landing, CancellationToken cancellationToken)
    {
        var chain = Collection.Required(landing, SourceName.Freg);
        foreach (var delivery in chain.Deliveries) RequireProtection(delivery);
        foreach (var delivery in chain.Deliveries) await DeliveryStream.VerifyAsync(delivery, cancellationToken);
        return chain;
    }

    /// <summary>Finds the chain; returns the deliveries that can be read of it.</summary>
    public async Task<IReadOnlyList<Delivery>> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            chain = await VerifiedAsync(landing, cancellationToken);
            return chain.Deliveries;
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
            return await Numbers.ReadAsync(deliveries, cancellationToken);
        }
        catch (BadInputException e)
        {
            fault ??= e;
            var remains = await RemainsAsync(landing.FindReadable(SourceName.Freg), async d =>
            {
                await DeliveryStream.VerifyAsync(d, cancellationToken);
                await new NumberCollection(parallel, Seam.None).ReadAsync([d], cancellationToken);
            });
            Numbers = new(parallel, Seam.None);
            return await Numbers.ReadAsync(remains, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<Delivery>> RemainsAsync(IEnumerable<Delivery> found, Func<Delivery, Task> read)
    {
        var readable = new List<Delivery>();
        foreach (var delivery in found)
        {
            try
            {
                RequireProtection(delivery);
                await read(delivery);
                readable.Add(delivery);
            }
            catch (BadInputException)
            {
                // told by the fault of the whole chain
            }
        }
        return Chain.Remains(readable);
    }

    private static void RequireProtection(Delivery freg)
    {
        if (freg.Manifest.Parts is { } parts && !parts.Contains(RequiredPart, StringComparer.Ordinal))
            throw new BadInputException("freg-without-protection", $"freg/{freg.Name}: expected {RequiredPart} among its parts, found {string.Join(", ", parts)}. Without it nobody's protection is known; ask for it and deliver again.");
    }
}
