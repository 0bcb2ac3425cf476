using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;
using PersonEtl.Etl.Sources.Matrikkel;

namespace PersonEtl.Etl.Run;

/// <summary>What nights, small passes and rollbacks have in common: the lease, a row in ops.run with how it ended, one who watches, and the steps that they share.</summary>
internal sealed class LeasedRun(NpgsqlDataSource dataSource, Folders folders, RunOptions options, TimeProvider time, RunConsole console)
{
    private readonly Tidying tidying = new(new(folders.Exports), options, time, console);
    private PersonKeys? keys;
    private HiddenGeneration? hidden;

    public RunLog Log { get; } = new(dataSource, time, console);

    public ExportFolder Exports { get; } = new(folders.Exports);

    public SavedAddresses SavedAddresses { get; } = new(folders.Cache);

    /// <summary>Made with the installation's key.</summary>
    public PersonKeys Keys => keys ??= new(PersonKeyFile.Read(folders));

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Takes the lease and does the work while it is held; it is cancelled when another run took it.</summary>
    /// <exception cref="AlreadyRunningException">Another run is under way.</exception>
    /// <exception cref="LeaseLostException">Another run took over, because this one stood still.</exception>
    public async Task<RunResult> RunAsync(Func<Publication, CancellationToken, Task<RunResult>> work, CancellationToken cancellationToken)
    {
        await using var publication = await Publication.BeginAsync(dataSource, options.Lease, cancellationToken);
        return await RunAsync(
            publication,
            async stopping =>
            {
                var result = await work(publication, stopping);
                await Log.EndAsync(result, CancellationToken.None);
                return result;
            },
            cancellationToken);
    }

    /// <summary>The same under a lease that is held already; the work itself tells the log how it ended well.</summary>
    public async Task<T> RunAsync<T>(Publication publication, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await Log.BeginAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, publication.Lost);
        try
        {
            return await console.WatchAsync(() => work(stop.Token));
        }
        catch (Exception e)
        {
            var cause = await publication.CauseOfAsync(e);
            await Log.FailAsync(string.Join(' ', new[] { Explanation.Of(cause).Message, hidden?.ToString() }.OfType<string>()));
            if (cause != e) throw cause;
            throw;
        }
    }

    /// <summary>Makes sure of the key, takes away what killed runs left, and puts right what they left undone. Returns what is served.</summary>
    /// <exception cref="CheckFailedException">The mart was made with another key.</exception>
    public async Task<ServedGeneration?> PrepareAsync(Publication publication, CancellationToken cancellationToken)
    {
        await publication.RequireKeyAsync(Keys.Fingerprint, cancellationToken);
        var served = await publication.ServedAsync(cancellationToken);
        await tidying.BeginAsync(publication, served?.Generation ?? 0, cancellationToken);
        if (served is null) return null;
        await FirstLoad.RestoreIndexesAsync(publication.Connection, cancellationToken);
        await new PublishedRows(publication.Connection, Keys.RowHasher()).RestoreMissingAsync(cancellationToken);
        return served;
    }

    /// <summary>Finds FREG's deliveries and reads them for numbers and gradings. Returns whether there were any.</summary>
    public async Task<bool> CollectAsync(FregDeliveries freg, CancellationToken cancellationToken)
    {
        var readable = await Log.StepAsync("collect freg", () => freg.FindAsync(cancellationToken), d => new(d.Count, "deliveries", d.Select(f => f.Name)));
        if (readable.Count == 0) return false;
        await Log.StepAsync("collect numbers", () => freg.ReadAsync(readable, cancellationToken), n => new(n.Count, "numbers"));
        return true;
    }

    /// <summary>Hides what FREG no longer shows to everyone, whatever becomes of the run. Returns what is served then.</summary>
    /// <param name="publication">The run's.</param>
    /// <param name="served">What is served before it.</param>
    /// <param name="collected">What FREG's documents tell.</param>
    /// <param name="others">Published persons of whom no document was read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ServedGeneration?> HideAsync(Publication publication, ServedGeneration? served, NumberCollection collected, long others, CancellationToken cancellationToken)
    {
        var hiding = new HideFirst(publication, Keys, Exports, time, console);
        hidden = await Log.StepAsync("hide", () => hiding.RunAsync(served, collected.Numbers, collected.GradingsWithin(options.QuarantineShare, others), cancellationToken), h => new(h?.Persons ?? 0, "persons", h));
        if (hidden is null) return served;
        console.Note(hidden.ToString());
        return await publication.ServedAsync(cancellationToken);
    }

    /// <summary>Fetches a source, when it is one of those to be fetched; when that fails it is told, and the last delivery serves.</summary>
    public async Task FetchAsync(SourceName source, CancellationToken cancellationToken)
    {
        if (!options.Fetch.Contains(source)) return;
        var fetched = await Log.StepAsync($"fetch {source.Text()}", () => NightlyFetch.RunAsync(source, options, time, cancellationToken), f => f.Step);
        if (fetched.Told is { } told) console.Note(told);
    }

    /// <summary>Stores and tells accounts.</summary>
    /// <exception cref="CheckFailedException">One does not close.</exception>
    public async Task CloseAsync(IEnumerable<Account> accounts, CancellationToken cancellationToken)
    {
        var closed = accounts.ToList();
        await Log.AccountsAsync(closed, cancellationToken);
        Books.Judge(closed);
    }

    /// <summary>What is done in the publication of these rows: the books are closed on what would be served, then come checks and files.</summary>
    public PublicationSteps Steps(IReadOnlyDictionary<string, TableRows> rows, Func<NpgsqlConnection, CancellationToken, Task> exportAsync)
        => Steps(applied => Books.OfPublication(rows, applied.Rows), exportAsync);

    /// <summary>The same with accounts of one's own.</summary>
    public PublicationSteps Steps(Func<Applied, IEnumerable<Account>> accounts, Func<NpgsqlConnection, CancellationToken, Task> exportAsync)
        => new(console.Begin, (applied, ct) => CloseAsync(accounts(applied), ct), Log.ChecksAsync, exportAsync);

    /// <summary>Publishes; null when nothing differs from what is served, and it may stay.</summary>
    public Task<Applied?> PublishAsync(Publication publication, GenerationRow row, ServedGeneration? mayStay, PublicationSteps steps, CancellationToken cancellationToken)
        => Log.StepAsync("publish", () => publication.PublishAsync(row, mayStay, steps, cancellationToken), p => new(p?.Changed ?? 0, "rows written", p?.Written));

    /// <summary>Writes the changes of a generation that has no full export of its own.</summary>
    public Task ExportChangesAsync(GenerationRow row, NpgsqlConnection connection, CancellationToken cancellationToken)
        => ChangeExport.WriteAsync(Exports, new(row.Generation, row.AsOf, row.KindText, row.ExportGeneration), ChangeExport.RowsAsync(connection, row.Generation, cancellationToken), cancellationToken);

    /// <summary>What a run comes to that had nothing to publish, and why.</summary>
    public RunResult Unchanged(ServedGeneration? served, string told)
    {
        console.Note(told);
        var generation = served?.Generation ?? 0;
        return new(generation, Published: false, served?.AsOfDate ?? default, 0, new Dictionary<string, long>(StringComparer.Ordinal), [], Exports.FolderOf(generation)) { Told = told };
    }

    /// <summary>Takes away what runs left and nothing needs any more.</summary>
    public Task TidyAsync(Publication publication, int served) => tidying.EndAsync(publication, published: null, served);

    /// <summary>Tidies up, and says what is served.</summary>
    /// <param name="publication">The run's.</param>
    /// <param name="row">What was to be published.</param>
    /// <param name="published">Null when nothing differed: then what was served stays.</param>
    /// <param name="served">That.</param>
    /// <param name="rows">The rows that were made.</param>
    public async Task<RunResult> EndAsync(Publication publication, GenerationRow row, Applied? published, ServedGeneration? served, IReadOnlyDictionary<string, TableRows> rows)
    {
        var shown = published is null ? served!.Generation : row.Generation;
        await tidying.EndAsync(publication, published, shown);
        return new(shown, published is not null, row.AsOf, published?.Changed ?? 0, TableRows.Counts(rows), row.MatchRates, Exports.FolderOf(shown));
    }
}
