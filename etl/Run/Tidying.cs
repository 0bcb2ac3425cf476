using System.ComponentModel;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>Takes away what earlier runs left, and what nobody needs any more.</summary>
internal sealed class Tidying(ExportFolder exports, RunOptions options, TimeProvider time, RunConsole console)
{
    private const string LastHiding = "select coalesce(max(generation), 0) from mart.generation where kind = 'hide'";

    /// <summary>Before a run: exports that were never published or are withdrawn, and half deliveries of killed verbs.</summary>
    public async Task BeginAsync(Publication publication, int served, CancellationToken cancellationToken)
    {
        exports.Sweep(served);
        await exports.WithdrawAllAsync(await publication.Connection.ExecuteScalarAsync<int>(new(LastHiding, cancellationToken: cancellationToken)), cancellationToken);
        try
        {
            if (LandingSweep.Run(options.Landing, time.GetUtcNow()) is > 0 and var left) console.Note($"landing: {left} half deliveries of killed verbs were taken away");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            console.Note("landing: half deliveries of killed verbs can't be taken away; they hold persons' data, please remove what begins with a dot but .fetched");
        }
    }

    /// <summary>After a run. What is published stays published: a stop from here on no longer makes the run a failed one.</summary>
    public async Task EndAsync(Publication publication, Applied? published, int shown)
    {
        try
        {
            // first, for a run that stood still here and was taken over must touch neither the other's staging tables nor its export
            await publication.RequireHeldAsync(CancellationToken.None);
            await Staging.DropAsync(publication.Connection, CancellationToken.None);
            await Retention.RunAsync(publication.Connection, time, CancellationToken.None);
            await RetainLandingAsync(publication);
            exports.Sweep(shown);
            await ChangeExport.CatchUpAsync(exports, publication.Connection, CancellationToken.None);
            await exports.RetainAsync(options.ExportsKept, await Retention.OldestChangesAsync(publication.Connection, CancellationToken.None), CancellationToken.None);
            if (published is not null) await publication.AnalyzeAsync(published, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or LeaseLostException or IOException or UnauthorizedAccessException or Win32Exception)
        {
            console.Note("What this run left behind is tidied by the next: " + Explanation.Of(await publication.CauseOfAsync(e)).Message);
        }
    }

    private async Task RetainLandingAsync(Publication publication)
    {
        if (options.KeepLanding) return;
        try
        {
            if (await LandingRetention.RunAsync(publication.Connection, new(options.Landing), CancellationToken.None) is > 0 and var gone) console.Note($"landing: {gone} deliveries were taken away, older than any retained generation needs");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            console.Note("landing: old deliveries can't be taken away, for the folder may not be written to; PERSONETL_KEEP_LANDING=1 leaves them");
        }
    }
}
