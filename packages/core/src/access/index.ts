export {
  type Assurance,
  assuranceOf,
  can,
  PERMISSIONS,
  type Permission,
  ROLES,
  type Role,
} from "./access.ts";
