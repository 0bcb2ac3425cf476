using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.Etl.World.Nights;

/// <summary>
/// Tells what happens to a synthetic Norway after its first night, which the <see cref="WorldBuilder"/> writes with the same options:
/// the deliveries of FREG and KRR of any later night, as deltas or whole, and of all sources where a reform goes on.
/// </summary>
internal sealed class WorldNights
{
    /// <summary>Beyond this the days of birth have no numbers left for those who come.</summary>
    public const int MostPersons = 5_000_000;

    private readonly WorldOptions options;
    private readonly StoryOptions nights;
    private readonly NightDays days;
    private readonly Population population;
    private readonly NightPlan plan;
    private readonly Lazy<Land> land;

    /// <exception cref="BadInputException">Options that make no world, or no nights.</exception>
    public WorldNights(WorldOptions options, StoryOptions nights)
    {
        WorldBuilder.Check(options);
        if (options.Persons > MostPersons) throw new BadInputException("world-size", $"A world with several nights has 1 to {MostPersons} persons, not {options.Persons}.");
        if (nights.Changed is not (>= 0 and <= 0.5)) throw new BadInputException("world-changed", "The share of persons changed in a night lies between 0 and 0.5.");
        (this.options, this.nights, days, population) = (options, nights, new(options), new(options));
        plan = new(options, nights, population, days);
        land = new(() => LandBuilder.Build(options));
    }

    /// <summary>Delivers a night, from 1, the way the options say; a night of a reform comes whole.</summary>
    /// <returns>The deliveries; no delta of a source of which nothing came.</returns>
    public Task<IReadOnlyList<Delivery>> DeliverAsync(Landing landing, int night, CancellationToken cancellationToken)
        => DeliverAsync(landing, night, nights.As, cancellationToken);

    /// <summary>Delivers a night as deltas or whole: both bear the same sequence numbers, so that deltas of later nights follow either.</summary>
    public async Task<IReadOnlyList<Delivery>> DeliverAsync(Landing landing, int night, DeliveryKind kind, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(night, 1);
        var work = plan.Night(night);
        var folder = Path.Combine(landing.Folder, ".world-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            var at = days.Options(night);
            List<Delivery> deliveries = days.IsReform(night) ? [.. await LandFiles.DeliverAsync(landing, folder, land.Value, at, null, cancellationToken)] : [];
            if (kind == DeliveryKind.Full || days.IsReform(night))
            {
                await using var people = new PeopleFiles(folder, land.Value, at, days, plan.Lives(night));
                await people.WriteAsync(null, cancellationToken);
                await AddAsync(deliveries, landing, Header(SourceName.Freg, DeliveryKind.Full, work), people.Freg, cancellationToken);
                await AddAsync(deliveries, landing, Header(SourceName.Krr, DeliveryKind.Full, work), people.Krr, cancellationToken);
                return deliveries;
            }
            var files = new DeltaFiles(folder, land.Value, population, at, days);
            await AddAsync(deliveries, landing, Header(SourceName.Freg, DeliveryKind.Delta, work), await files.WriteFregAsync(work, cancellationToken), cancellationToken);
            await AddAsync(deliveries, landing, Header(SourceName.Krr, DeliveryKind.Delta, work), await files.WriteKrrAsync(work, cancellationToken), cancellationToken);
            return deliveries;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a night brings, for tests that ask after a kind.</summary>
    public NightWork Work(int night) => plan.Night(night);

    private Manifest Header(SourceName source, DeliveryKind kind, NightWork work)
    {
        var (before, after) = source == SourceName.Freg ? (work.FregBefore, work.FregAfter) : (work.KrrBefore, work.KrrAfter);
        return new(source, kind, days.AsOf(work.Night), kind == DeliveryKind.Delta ? before + 1 : null, after, source == SourceName.Freg ? FregLine.Parts : null, []);
    }

    private static async Task AddAsync(List<Delivery> deliveries, Landing landing, Manifest header, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (files.Count > 0) deliveries.Add(await landing.DeliverAsync(header, files, move: true, cancellationToken));
    }
}
