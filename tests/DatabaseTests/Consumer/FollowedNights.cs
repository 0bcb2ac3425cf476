using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;

namespace PersonEtl.DatabaseTests.Consumer;

/// <summary>
/// Twenty generations of a small world and more: a reform, full nights, deltas, small passes, gradings that hide first, an erasure, a rollback with hold and
/// release. The API serves them on a socket, and copies follow: two after every step, others later, or not listening to all that is told.
/// </summary>
public sealed class FollowedNights : IAsyncLifetime
{
    private const int Persons = 400;
    private static readonly Reform Reform = new(Reform.Days[1], ReformStage.Before);
    private static readonly WorldOptions World = new(Persons, 7, Reform.AsOf) { Reform = Reform, ErrorLines = 1 };

    private static readonly StoryOptions Story = new(0.06)
    {
        Always =
        [
            NightChange.Merge, NightChange.Split, NightChange.NumberChange, NightChange.Rename, NightChange.Marital, NightChange.Die, NightChange.Emigrate, NightChange.Citizenship, NightChange.Birth,
            NightChange.MoveBetween, NightChange.CorrectAddress, NightChange.Grade, NightChange.GradeStrictly, NightChange.Ungrade, NightChange.ClientAddress, NightChange.ClientAddressGone,
            NightChange.Contact, NightChange.ContactDeleted, NightChange.ContactAhead, NightChange.Vanish,
        ],
    };

    /// <summary>Who is merged may be parted again, and the other way round.</summary>
    public static readonly IReadOnlyList<string> Fleeting = ["PersonIsDiscontinuedAsDuplicate", "PersonIsRestoredBySplitting"];

    private readonly WorldNights world = new(World, Story);
    private readonly List<MartCopy> following = [];
    private readonly Dictionary<string, MartCopy> deaf = [];
    private Night night = null!;
    private ServedApi api = null!;
    private int told;

    internal Night Night => this.night;

    /// <summary>What each step left different in a copy that followed at once.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Whom the copies asked for after each step, in shares of everybody.</summary>
    public Dictionary<string, double> Asked { get; } = [];

    /// <summary>With <c>restricted-access</c>, from generation 1 on.</summary>
    internal MartCopy Public { get; private set; } = null!;

    /// <summary>With <c>full-access</c>.</summary>
    internal MartCopy Full { get; private set; } = null!;

    /// <summary>One that was in the midst of its download when its export was withdrawn.</summary>
    internal MartCopy Interrupted { get; private set; } = null!;

    /// <summary>The kinds of event that a copy must have heard at once, or it had other persons or ids: what comes back later mends it.</summary>
    public HashSet<string> Missed { get; } = [];

    /// <summary>How much a copy has otherwise that heard nothing of the rollback.</summary>
    public int WithoutRollback { get; private set; }

    /// <summary>As the public and the full copy stood at generation 1.</summary>
    internal (MartCopy Public, MartCopy Full) First { get; private set; }

    public async Task InitializeAsync()
    {
        this.night = await Night.BeginAsync();
        this.night.Options = this.night.Options with { MaxAge = AgeLimits.None, KeepLanding = true, Override = "a small world changes much" };
        this.api = ServedApi.Of(this.night);
        (Public, Full, Interrupted) = (this.api.Public(), this.api.Full(), this.api.Public());
        this.following.AddRange([Public, Full]);

        await new WorldBuilder(World).WriteAsync(this.night.Folders.Data, progress: null, CancellationToken.None);
        await StepAsync("first", NightAsync);
        First = (Public.Fork(_ => true), Full.Fork(_ => true));
        foreach (var kind in Fleeting) this.deaf[kind] = Public.Fork(change => (string)change["event"]! != kind);
        await StepAsync("reform, half", () => NightAsync(DeliveryKind.Full));
        await StepAsync("reform, through", () => NightAsync(DeliveryKind.Full));
        await StepAsync("delta", () => NightAsync(DeliveryKind.Delta));
        await StepAsync("small pass", SmallAsync);
        await StepAsync("full", () => NightAsync(DeliveryKind.Full));
        await StepAsync("erasure", EraseInTheMidstOfADownloadAsync);
        await StepAsync("night after the erasure", () => NightAsync(DeliveryKind.Delta));
        Assert.True(await Interrupted.FollowAsync());
        await StepAsync("small pass again", SmallAsync);
        await StepAsync("two deltas", async () =>
        {
            await DeliverAsync(DeliveryKind.Delta);
            await NightAsync(DeliveryKind.Delta);
        });
        await StepAsync("rollback", RollBackAsync);
        await StepAsync("held night", HeldNightAsync);
        await StepAsync("released night", async () =>
        {
            Assert.NotNull(await Hold.ReleaseAsync(this.night.DataSource, CancellationToken.None));
            await NightAsync();
        });
        await StepAsync("small pass after the rollback", SmallAsync);
        await StepAsync("last", () => NightAsync(DeliveryKind.Full));
    }

    public async Task DisposeAsync()
    {
        await this.api.DisposeAsync();
        await this.night.DisposeAsync();
    }

    private Task DeliverAsync(DeliveryKind kind) => this.world.DeliverAsync(this.night.Landing, ++this.told, kind, CancellationToken.None);

    private async Task StepAsync(string name, Func<Task> step)
    {
        await step();
        foreach (var copy in this.following)
        {
            Assert.True(await copy.FollowAsync(), name);
            Wrong.AddRange((await CopyComparison.WithApiAsync(copy, this.night)).Select(w => $"{name}: {w}"));
        }
        foreach (var (kind, copy) in this.deaf)
        {
            Assert.True(await copy.FollowAsync(), name);
            if ((await CopyComparison.WithTablesAsync(copy, this.night)).Count > 0) Missed.Add(kind);
        }
        var everybody = await this.night.ScalarAsync<long>("select count(*) from mart.person");
        Asked[name] = this.following.Max(c => c.Asked.Count) / (double)everybody;
    }

    private Task NightAsync() => this.night.RunAsync();

    private async Task NightAsync(DeliveryKind kind)
    {
        await DeliverAsync(kind);
        await this.night.RunAsync();
    }

    private async Task SmallAsync()
    {
        await DeliverAsync(DeliveryKind.Delta);
        await SmallNights.RunAsync(this.night);
    }

    /// <summary>Somebody whom a merger had made one.</summary>
    private async Task EraseInTheMidstOfADownloadAsync()
    {
        var number = await this.night.ScalarAsync<string>("select p.identification_number from mart.person p join mart.person_alias a on a.survivor_id = p.person_id order by 1 limit 1");
        var erased = 0;
        Interrupted.Between = async () =>
        {
            if (erased++ == 3) await new Erasing(this.night.DataSource, new(this.night.Folders.Exports), LeaseTerms.Default, TimeProvider.System).RunAsync([number], CancellationToken.None);
        };
        Assert.False(await Interrupted.FollowAsync());
        Assert.Empty(Interrupted.Persons);
        Assert.Equal(4, erased);
        Interrupted.Between = () => Task.CompletedTask;
        // nor does it get another before the next night
        Assert.False(await Interrupted.FollowAsync());
    }

    private async Task RollBackAsync()
    {
        var rollback = int.MaxValue;
        var deaf = Full.Fork(change => (int)change["generation"]! != rollback);
        var to = await this.night.ScalarAsync<int>("select generation from mart.generation where kind = 'full' order by generation desc offset 1 limit 1");
        rollback = (await RolledNights.RollBackAsync(this.night, to)).Generation;
        Assert.True(await deaf.FollowAsync());
        WithoutRollback = (await CopyComparison.WithApiAsync(deaf, this.night)).Count;
    }

    private async Task HeldNightAsync()
    {
        await DeliverAsync(DeliveryKind.Delta);
        await Assert.ThrowsAsync<HeldException>(this.night.RunAsync);
    }
}
