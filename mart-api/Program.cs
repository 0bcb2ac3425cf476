using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Changes;
using PersonEtl.MartApi.Exports;
using PersonEtl.MartApi.Mart;
using PersonEtl.MartApi.Persons;
using PersonEtl.MartApi.Reference;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi;

/// <summary>The read API over the mart: serves it, or with the verb <c>token</c> prints a token.</summary>
internal sealed class Program
{
    private const int BadSetup = 2;

    private static async Task<int> Main(string[] args)
    {
        try
        {
            if (args is ["token", .. var rest]) return TokenVerb.Run(rest);
            await using var app = Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (SetupException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return BadSetup;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{taken.Message} Stop what listens there, or choose other addresses by ASPNETCORE_URLS and Api__MetricsUrl.");
            return BadSetup;
        }
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = ApiOptions.From(builder.Configuration);
        builder.WebHost.UseUrls(options.MetricsUrl is null ? options.Urls : $"{options.Urls};{options.MetricsUrl.GetLeftPart(UriPartial.Authority)}");
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        builder.Logging.AddConsole(c => c.FormatterName = MaskedLines.FormatterName).AddConsoleFormatter<MaskedLines, ConsoleFormatterOptions>();

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton<ConnectionSource>().AddSingleton<MartDatabase>();
        services.AddSingleton<PersonReading>().AddSingleton<ExportFolder>().AddSingleton<CursorSeal>().AddSingleton<ChangeReading>();
        services.AddAccess(options);
        services.AddSingleton<Failure>();
        services.AddHealth();
        services.AddDocument();
        if (options.MetricsUrl is not null) services.AddPrometheus();
        services.Configure<RouteHandlerOptions>(r => r.ThrowOnBadRequest = false);

        var app = builder.Build();
        if (options.MetricsUrl is { } metrics) app.UsePrometheus(metrics.Port);
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = app.Services.GetRequiredService<Failure>().Answer, SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(c => c.HttpContext.Response.WriteProblem(Problem.OfStatus(c.HttpContext.Response.StatusCode)));
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLookup();
        app.MapPerson();
        app.MapChanges();
        app.MapMart();
        app.MapExports();
        app.MapReference();
        app.MapHealth();
        app.MapDocument();
        app.MapPages();
        return app;
    }
}
