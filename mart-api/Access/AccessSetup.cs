using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace PersonEtl.MartApi.Access;

/// <summary>Bearer tokens of the configured issuer, or of this installation's own key when none is configured.</summary>
internal static class AccessSetup
{
    public static void AddAccess(this IServiceCollection services, ApiOptions options)
    {
        services.AddAuthorization(AccessPolicy.Add);
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            if (options.Issuer is { } issuer) Trust(bearer, issuer, options.Audience!);
            else bearer.TokenValidationParameters = Local(options.Data);
            bearer.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
        });
    }

    private static void Trust(JwtBearerOptions bearer, string issuer, string audience)
    {
        bearer.Authority = issuer;
        bearer.Audience = audience;
        bearer.RequireHttpsMetadata = !new Uri(issuer).IsLoopback;
        bearer.TokenValidationParameters.ValidateAudience = true;
        bearer.TokenValidationParameters.ValidAlgorithms =
            [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512];
    }

    private static TokenValidationParameters Local(DataFolder data) => new()
    {
        ValidIssuer = TokenKey.Issuer,
        ValidAudience = TokenKey.Audience,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        IssuerSigningKey = TokenKey.Load(data),
    };
}
