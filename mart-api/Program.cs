namespace PersonEtl.MartApi;

/// <summary>The read API over the mart.</summary>
internal sealed class Program
{
    private static async Task<int> Main(string[] args)
    {
        var app = WebApplication.CreateBuilder(args).Build();
        await app.RunAsync().ConfigureAwait(false);
        return 0;
    }
}
